// The second public face of contracts: command classes with class-validator decorators, which only the door and the
// GraphQL inputs need, and which are slow to load.
import 'reflect-metadata';

export * from './generated/command-classes.ts';
