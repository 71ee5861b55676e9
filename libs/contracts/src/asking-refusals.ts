/** Codes with which the service refuses how, and by whom, it is asked: part of `refusals`. */
export const askingRefusals = {
  PAGE_SIZE: ['A page holds 1 to 100.', 'Ask for 1 to 100.'],
  QUERY_TOO_COMPLEX: ['The query asks for too much at once.', 'Ask in smaller parts.'],
  DOCUMENT_NOT_ALLOWED: [
    'The document is not one that this service is asked with.',
    'Use one of its list, or have yours added.',
  ],
  COST_LIMIT: [
    'The caller has asked for as much as one may in a minute.',
    'Ask again after the seconds named.',
  ],
  UNAUTHENTICATED: ['The caller is not known.', 'Send a valid token.'],
  NOT_PERMITTED: ['Your role may not do this.', 'Ask someone whose role it is.'],
  PURPOSE_NOT_PERMITTED: ['Your role may not read for that purpose.', 'Give the purpose you read for.'],
  SIGN_IN_UNAVAILABLE: ['Whoever signs people in cannot be asked just now.', 'Try again later.'],
} as const;
