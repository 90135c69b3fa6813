/** What this process knows of its controllers, over all streams. */

export interface Session {
  /** The highest epoch seen: a controller of a lower one has been superseded. */
  readonly epoch: number;
  /** The highest `Directive.sequence` of this epoch. */
  readonly lastDirectiveSequence: number;
  /** The controller's clock minus ours, milliseconds. */
  readonly clockOffsetMs: number;
  /** Optional messages that the controller understands, from the latest Welcome. */
  readonly features: ReadonlySet<string>;
  /** Policies in force after the last update, name to version. */
  readonly policyVersions: Readonly<Record<string, string>>;
}

export const NEW_SESSION: Session = {
  epoch: 0,
  lastDirectiveSequence: 0,
  clockOffsetMs: 0,
  features: new Set(),
  policyVersions: {},
};

/** Sequences count within an epoch: a new controller may start them anew. */
export const raiseEpoch = (session: Session, epoch: number): Session =>
  epoch > session.epoch ? { ...session, epoch, lastDirectiveSequence: 0 } : session;
