export interface LoopsConfig {
  readonly window: number;
}
export const LOOPS_DEFAULTS: LoopsConfig = { window: 64 };
