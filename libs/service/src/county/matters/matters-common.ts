import type { Matter } from './matter.ts';

/** What most families ask for help with. */
export const commonMatters: readonly [Matter, ...Matter[]] = [
  {
    need: 'ATTENDANCE',
    ages: [5, 17],
    bee: 'BEE.AMB',
    indicators: ['L2.02', 'L3.02', 'L4.09'],
    worrying: [
      '{child} has missed about one school day in ten since half-term, mostly Mondays.',
      'Mornings have become very hard and {child} is often not in school before ten.',
      '{child} was in school for 84% of the term, and would like it to be easier to come in.',
    ],
    tried: [
      'School has met {carer} twice and offers breakfast club.',
      'A later start on two days was tried for three weeks.',
    ],
    wanted: [
      'Help with mornings, and one person to talk to at school.',
      'A plan for mornings that does not end in a row.',
    ],
    childSays: [
      '"I like it once I am there."',
      '"Mornings are the worst bit."',
      '"I want to see my friends more."',
    ],
    better: [
      'Attendance is at 93% and still rising.',
      '{child} came in on time every day of the last three weeks.',
    ],
    harder: ['Attendance fell to 78% after the holidays.', '{child} has not been in school for nine days.'],
    told: [['SCHOOL', 'Attendance figures for the half-term, with reasons given for each absence.']],
  },
  {
    need: 'CHILD_MENTAL_HEALTH',
    ages: [7, 17],
    bee: 'BEE.HEA',
    indicators: ['L2.04', 'L3.04', 'L4.05'],
    worrying: [
      '{child} worries a great deal at night and is tired in the day.',
      '{child} has been very low since the summer and has stopped going to football.',
      '{child} finds busy places frightening and now rarely leaves the house.',
    ],
    tried: [
      'The school nurse has seen {child} three times.',
      '{carer} spoke to the GP, who suggested a self-help course.',
    ],
    wanted: ['Someone for {child} to talk to, soon.', 'To understand what helps when {child} panics.'],
    childSays: [
      '"It is like my head will not stop."',
      '"I want to sleep."',
      '"I would like to go out again."',
    ],
    better: [
      '{child} sleeps through most nights and has gone back to football.',
      '{child} uses the plan for panic and says that it works.',
    ],
    harder: [
      '{child} has not left the house this week.',
      '{child} told a teacher about thoughts of self-harm; the GP saw {child} the same day.',
    ],
    told: [
      ['GP', '{child} was seen by the practice; a referral for talking therapy was made.'],
      ['MENTAL_HEALTH', '{child} was assessed and is on the waiting list for support.'],
    ],
  },
  {
    need: 'PARENTING',
    ages: [2, 14],
    bee: 'BEE.HAP',
    indicators: ['L2.05', 'L3.13', 'L4.09'],
    worrying: [
      '{child} and {carer} have a hard time at bedtimes, and everyone ends up upset.',
      '{child} hits out when plans change, and {carer} is not sure what to do next.',
      '{carer} says that screens have become a daily argument with {child}.',
    ],
    tried: ['A reward chart helped for a month.', '{carer} went to two sessions of a parenting course.'],
    wanted: ['Calmer evenings.', 'Ideas that work for both {child} and the younger ones.'],
    childSays: ['"I get cross and then I am sad."', '"I want {carer} to play with me."'],
    better: ['Bedtimes are calm on most evenings.', '{carer} says that home feels lighter.'],
    harder: [
      'There were several very hard evenings this month.',
      'What helped in the spring does not help now.',
    ],
    told: [['VCFSE', '{carer} came to the group regularly and joined in.']],
  },
  {
    need: 'EARLY_DEVELOPMENT',
    ages: [0, 4],
    bee: 'BEE.RES',
    indicators: ['L2.01', 'L3.14', 'L4.09'],
    worrying: [
      '{child} uses fewer words than other children of this age.',
      '{child} was small at the last check and finds new food difficult.',
      '{child} is not walking yet, and {carer} would like advice.',
    ],
    tried: [
      'The health visitor has shown {carer} some games for talking.',
      'Two sessions at the family centre.',
    ],
    wanted: ['A place at a talking group.', 'To know what to do at home.'],
    childSays: [
      '{child} is too young to say; {child} smiled and passed toys to the visitor.',
      '{child} likes the sand tray best.',
    ],
    better: ['{child} has many new words and points to pictures.', 'The last check was on track.'],
    harder: ['The two-year check found delay in more than one area.'],
    told: [
      ['HEALTH_VISITING', 'Result of the last development check.'],
      ['HEALTH_VISITING', 'Two appointments were missed; the third was kept.'],
    ],
  },
  {
    need: 'SEND',
    ages: [3, 17],
    bee: 'BEE.INC',
    indicators: ['L2.03', 'L3.01', 'L4.09'],
    worrying: [
      'The family is waiting for an assessment, and {child} finds the classroom too loud.',
      '{child} works hard to hold it together at school and comes home worn out.',
    ],
    tried: [
      'School has made a quiet corner and uses picture cards.',
      'Advice from the specialist teacher in the autumn.',
    ],
    wanted: ['To be told clearly what happens while they wait.', 'Someone who knows the local offer.'],
    childSays: ['"I like my quiet corner."', '"Too many people talk at once."'],
    better: [
      'Support is in place at school and {child} is calmer.',
      'The family knows what comes next, and when.',
    ],
    harder: ['A move to another class has unsettled {child}.'],
    told: [['SCHOOL', 'Support given at school this term, and what {child} said about it.']],
  },
  {
    need: 'PARENT_MENTAL_HEALTH',
    ages: [0, 17],
    bee: 'BEE.HEA',
    indicators: ['L2.08', 'L3.05', 'L4.06'],
    worrying: [
      '{carer} has been very low since the move and says that getting through the day takes everything.',
      '{carer} is anxious about leaving the house, so {child} misses out.',
    ],
    tried: ['{carer} is taking medicine that the GP gave.', 'A friend helps with shopping.'],
    wanted: [
      'A few hours for {carer} to rest, and other parents to meet.',
      'Practical help until things are better.',
    ],
    childSays: ['"I want {carer} to be happy."', '"I make the tea sometimes."'],
    better: [
      '{carer} has joined a group and feels stronger.',
      '{carer} says that most days are good days now.',
    ],
    harder: ['{carer} has been unwell again and asked for more help.'],
    told: [['GP', '{carer} is being supported by the practice.']],
  },
  {
    need: 'FAMILY_CONFLICT',
    ages: [3, 17],
    bee: 'BEE.HAP',
    indicators: ['L2.07', 'L3.09', 'L4.09'],
    worrying: [
      '{child} is upset before and after weekends with the other parent.',
      'The parents do not agree about contact, and {child} hears the calls.',
    ],
    tried: ['Mediation was offered once.', 'Handovers now take place at school.'],
    wanted: ['Clear arrangements that {child} can rely on.', 'Help for {child} to say what {child} wants.'],
    childSays: ['"I do not want to choose."', '"I want them to talk nicely."'],
    better: [
      'A written plan for weekends has held for two months.',
      '{child} says that weekends are fine now.',
    ],
    harder: ['Contact has broken down again and {child} is caught in between.'],
    told: [
      ['SCHOOL', 'Handovers at the school gate have been calm.'],
      ['POLICE', 'A call about an argument at a handover; no one was hurt.'],
    ],
  },
  {
    need: 'HOUSING',
    ages: [0, 17],
    bee: 'BEE.IND',
    indicators: ['L2.10', 'L3.12', 'L4.09'],
    worrying: [
      'The family shares one bedroom, and there is damp on the outside wall.',
      'The family has had notice to leave and does not know where they will be in two months.',
    ],
    tried: ['The landlord was asked about the damp.', '{carer} has put in a housing application.'],
    wanted: [
      'A home where {child} can have a desk.',
      'Someone to go with {carer} to the housing appointment.',
    ],
    childSays: ['"I would like my own bed."', '"I want to stay at my school."'],
    better: [
      'The family has moved and {child} kept the same school.',
      'Repairs were done and the room is dry.',
    ],
    harder: ['The family is now in temporary accommodation, two buses from school.'],
    told: [
      ['HOUSING', 'Housing application received and banded.'],
      ['HOUSING', 'Rent arrears were cleared with a repayment plan.'],
    ],
  },
];
