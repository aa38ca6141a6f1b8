import { POLICY_DAY } from '../rule-texts.js';
import { type Pack, packItem, sinceYear } from './pack.js';

const SINCE = sinceYear(2025);

/** What an agency did about the policy SB 580 (2025) speaks of; before the day it names, how far the agency has come. */
export const sb580Implementation: Pack = (today) => {
  const early = today < POLICY_DAY;
  const soFar = early ? ' so far' : '';
  return [
    packItem({ heading: 'Model policy', text: 'The model policy received from the Attorney General, with the message that came with it', period: SINCE }),
    packItem({
      heading: early ? 'Policy in preparation' : 'Policy',
      text: early ? 'The policy as prepared or adopted so far, any comparison with the model, and the order or board file that would adopt it' : 'The policy as adopted, any comparison with the model, and the order or board file that adopted it',
      period: SINCE,
    }),
    packItem({ heading: 'Work plan', text: 'The plan of the work: tasks, who has them, dates, and reports on how far it has come', period: SINCE }),
    packItem({ heading: 'Databases covered', text: 'The inventory of databases the policy covers, with those that a vendor runs', period: 'the date of your search', fields: 'name, owner, outside users, rule on immigration use' }),
    packItem({ heading: 'Guidance', text: `The guidance on databases, the audit criteria and the training received from the Attorney General${soFar}, and papers on which parts were taken up`, period: SINCE }),
    packItem({ heading: 'Audits', text: `Audits made${soFar} of the databases the policy covers`, period: SINCE }),
    packItem({ heading: 'Vendors', text: `Notices to vendors, and changes of contracts, made for the policy${soFar}`, period: SINCE }),
    packItem({ heading: 'Training', text: `Training given${soFar}: course, dates and numbers of people. We ask for no names`, period: SINCE }),
    packItem({ heading: 'Policy of your own', text: 'If you rely on a policy of your own instead of the model: that policy, and the document that says so', period: SINCE }),
    packItem({ heading: 'Exceptions', text: 'Each decision that a unit, a database or a vendor need not follow the policy, or a part of it: what it covers, its reason and its date', period: SINCE }),
  ];
};
