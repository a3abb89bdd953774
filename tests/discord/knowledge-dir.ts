/** The claim set under test; another one while the real one is being written. */
export const KNOWLEDGE_DIR = process.env.TEST_KNOWLEDGE_DIR ?? 'knowledge';
