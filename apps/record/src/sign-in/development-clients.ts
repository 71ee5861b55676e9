/** Of a program of this machine that people sign in to, and of one that signs in itself. */
export const developmentClients = { people: 'family-help', system: 'family-help-system' } as const;
