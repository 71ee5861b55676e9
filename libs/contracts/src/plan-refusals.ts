/** Codes with which the record refuses what does not fit a family's action plan: part of `refusals`. */
export const planRefusals = {
  NO_PLAN: ['No plan is in force for this help.', 'Agree a plan with the family first.'],
  UNKNOWN_GOAL: ['There is no such goal in the plan in force.', 'Check the goal.'],
  UNKNOWN_ACTION: ['There is no such action in the plan in force.', 'Check the action.'],
  ACTION_SETTLED: [
    'The action is done, or cancelled.',
    'Add another action, or void the entry that is wrong.',
  ],
  COPY_WITHHELD: [
    'It was decided that they get no copy of this version of the plan, or of this assessment.',
    'Leave it so; once the plan is agreed anew, or another assessment is complete, decide again.',
  ],
  NOT_OF_THE_BEE: ['An ambition is of none of the Bees of the goal.', 'Name its Bee as well.'],
} as const;
