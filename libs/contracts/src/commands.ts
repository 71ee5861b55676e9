// The second public face of contracts: command classes with class-validator decorators, which only the door and the
// GraphQL inputs need, and which are slow to load.
export * from './generated/command-classes.ts';
