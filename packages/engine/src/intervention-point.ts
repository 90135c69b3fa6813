/** The points of the agent-hooks specification at which a run can be intervened in. */
export const INTERVENTION_POINTS = [
  'agent_start',
  'input',
  'pre_model_call',
  'post_model_call',
  'pre_tool_call',
  'post_tool_call',
  'output',
  'agent_end',
] as const;
export type InterventionPoint = (typeof INTERVENTION_POINTS)[number];
