/** Instrumentation scope of the controller's own spans. Spans of this scope that come back are never evidence. */
export const OWN_SCOPE = '@airt/controller';
