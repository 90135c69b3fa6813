/** The policy that is in force where nobody wrote one: ends loops of tools, mildest step first. */
export const BALANCED_POLICY = `# Ends loops of tools: first a word to the model, then the tool is off, then the run is asked to conclude.
apiVersion: airt.dev/v1
kind: Policy
metadata:
  name: stop-tool-loops
  description: A run that repeats a tool call without progress is steered, then loses the tool, then is asked to conclude.
spec:
  mode: enforce
  rules:
    - name: ladder
      on: finding
      detectors: [loop.repeat, loop.failing, loop.cycle]
      when: finding.count >= 3
      ladder:
        - steer:
            guidance: >-
              You have called {tool} {count} times without getting anything new. Do not make that call again. Use what you already
              know, try different arguments or another tool, or answer now and say what is missing.
        - deny_tool:
            reason: "{tool} was called {count} times without getting anything new, also after a hint, so it is off for the rest of this run."
            instead: Answer with what you already know, or use another tool.
        - halt:
            mode: graceful
            reason: The run kept repeating calls that bring nothing new ({count} times), also after a hint and without the tool.
      cooldown: { steps: 1 }
      budget: { perRun: 6 }
      expiresAfterSeconds: 120
`;
