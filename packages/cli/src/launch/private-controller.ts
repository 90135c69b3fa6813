/** A controller inside this process, for one program. */
import { type ControllerEvent, startController } from '@airt/controller';
