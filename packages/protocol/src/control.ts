/** The control stream alone, for a process that must stay small: 64-bit numbers are plain numbers (milliseconds, counters). */
export { airt } from './gen/control.js';
