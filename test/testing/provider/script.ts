/** What decides the turns of the model. */
import type { WireName } from './index.ts';
import type { Json, RequestView } from './wire.ts';

/** A request that the model answers. */
export interface ModelRequest extends RequestView {
  /** Counted from 0, over all wires. */
  readonly index: number;
  /** When all of it had arrived; milliseconds since 1970. */
  readonly atMs: number;
  readonly wire: WireName;
  readonly body: Json;
  /** Which attempt of the client's: 0 for the first. */
  readonly attempt: number;
}

/** The model's turn, or a provider that is too busy (status 429). The server gives ids to the calls. */
export type ScriptedTurn =
  | { readonly text?: string; readonly calls?: readonly { readonly name: string; readonly arguments: Json }[] }
  | { readonly busy: true };

/** Decides the model's next turn. */
export type Script = (request: ModelRequest) => ScriptedTurn;
