/** By what a request asks for help for children. Of one that has both, the form for support came last and counts. */
export const FORMS_FOR_CHILDREN = ['RequestReceived', 'ContactReceived'] as const;

/** By what a request comes in, each saying who sent it; whoever seeks advice asks for nobody's help. */
export const REQUEST_FORMS = [...FORMS_FOR_CHILDREN, 'AdviceSought'] as const;

export type RequestForm = (typeof REQUEST_FORMS)[number];

/** Whether a request comes in by events of the type. */
export function isRequestForm(type: string): type is RequestForm {
  return (REQUEST_FORMS as readonly string[]).includes(type);
}

/** Whether events of the type ask for help for children. */
export function asksForHelp(type: string): type is (typeof FORMS_FOR_CHILDREN)[number] {
  return (FORMS_FOR_CHILDREN as readonly string[]).includes(type);
}
