/** Upper bounds on policy documents: far above any use by a person, low enough that reading one stays a matter of milliseconds. */
export const POLICY_LIMITS = {
  /** Characters of a file. */
  fileLength: 262_144,
  documentsPerFile: 64,
  /** Different configurations of one detector family that policies may ask for at a time; each is a detector of its own in every session. */
  detectorConfigs: 8,
  rulesPerPolicy: 64,
  rungsPerLadder: 8,
  actionsPerTransform: 8,
  detectorsPerRule: 32,
  /** Characters of a condition. */
  conditionLength: 4_096,
  /** Characters of a text for a model or for people. */
  textLength: 4_096,
  nameLength: 63,
  /** Problems that are reported; what follows is left out. */
  problems: 100,
  cooldownSteps: 10_000,
  cooldownSeconds: 86_400,
  budgetPerRun: 1_000,
  expiresAfterSeconds: 86_400,
  maxOutputTokens: 10_000_000,
} as const;
