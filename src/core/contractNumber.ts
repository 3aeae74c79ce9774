// The number of the contract that a model is trained for and an answer is cached under.
/** Version of what training and TypeScript agree on (prompt, words, tools); training's contract.py says the same. */
export const contractNumber = 1;
