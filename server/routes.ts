import { apiDocs } from './api-docs.js';
import { accountPages } from './features/accounts/account.pages.js';
import { accountsApiRoutes } from './features/accounts/accounts.api.js';
import { joiningPages } from './features/accounts/joining.pages.js';
import { peopleApiRoutes } from './features/accounts/people.api.js';
import { peoplePages } from './features/accounts/people.pages.js';
import { setUpPages } from './features/accounts/set-up.pages.js';
import { settingsPages } from './features/accounts/settings.pages.js';
import { signInPages } from './features/accounts/sign-in.pages.js';
import { agenciesApiRoutes } from './features/agencies/agencies.api.js';
import { agencyPages } from './features/agencies/agencies.pages.js';
import { agencyReportPages } from './features/deadlines/agency.pages.js';
import { agencyReportApiRoutes } from './features/deadlines/agency-report.api.js';
import { calculatorApiRoutes } from './features/deadlines/calculator.api.js';
import { closuresApiRoutes } from './features/deadlines/closures.api.js';
import { closurePages } from './features/deadlines/closures.pages.js';
import { lawApiRoutes } from './features/deadlines/law.api.js';
import { lawPages } from './features/deadlines/law.pages.js';
import { deadlinesApiRoutes } from './features/deadlines/deadlines.api.js';
import { agendaApiRoutes } from './features/deadlines/agenda.api.js';
import { agendaPages } from './features/deadlines/agenda.pages.js';
import { calculatorPages } from './features/deadlines/calculator.pages.js';
import { feedsApiRoutes } from './features/deadlines/feeds.api.js';
import { feedPages } from './features/deadlines/feeds.pages.js';
import { factsPages } from './features/deadlines/facts.pages.js';
import { rulesApiRoutes } from './features/deadlines/rules.api.js';
import { rulesPages } from './features/deadlines/rules.pages.js';
import { recordPages } from './features/deadlines/record.pages.js';
import { worksheetPages } from './features/deadlines/worksheet.pages.js';
import { noticesApiRoutes } from './features/notices/notices.api.js';
import { noticeSettingsApiRoutes } from './features/notices/notice-settings.api.js';
import { noticeSettingsPages } from './features/notices/notice-settings.pages.js';
import { noticesPages } from './features/notices/notices.pages.js';
import { todayPages } from './features/notices/today.pages.js';
import { documentApi } from './features/documents/documents.api.js';
import { documentPages } from './features/documents/documents.pages.js';
import { citationApiRoutes } from './features/letters/citations.api.js';
import { citationPages } from './features/letters/citations.pages.js';
import { campaignApiRoutes } from './features/letters/campaigns/campaigns.api.js';
import { chasePages } from './features/letters/campaigns/chase.pages.js';
import { campaignPages } from './features/letters/campaigns/campaigns.pages.js';
import { campaignStepPages } from './features/letters/campaigns/campaign-steps.pages.js';
import { composePages } from './features/letters/compose.pages.js';
import { enterPages } from './features/letters/enter.pages.js';
import { followUpApiRoutes } from './features/letters/follow-ups/follow-ups.api.js';
import { followUpPages } from './features/letters/follow-ups/follow-ups.pages.js';
import { letterApiRoutes } from './features/letters/letters.api.js';
import { requestShowPages } from './features/letters/request.pages.js';
import { letterPages } from './features/letters/letters.pages.js';
import { ownTemplateApiRoutes } from './features/letters/own-templates/own-templates.api.js';
import { ownTemplatePages } from './features/letters/own-templates/own-templates.pages.js';
import { outputApiRoutes } from './features/letters/outputs/outputs.api.js';
import { outputPages } from './features/letters/outputs/outputs.pages.js';
import { correctionPages } from './features/replies/correction.pages.js';
import { heldPages } from './features/replies/held.pages.js';
import { inboxApiRoutes } from './features/replies/inbox.api.js';
import { inboxPages } from './features/replies/inbox.pages.js';
import { mailFilePages } from './features/replies/mail-files.pages.js';
import { messageCorrectionPages } from './features/replies/message-correction.pages.js';
import { messagesApiRoutes } from './features/replies/messages.api.js';
import { messagePages } from './features/replies/messages.pages.js';
import { uploadApi } from './features/replies/upload.api.js';
import { uploadPages } from './features/replies/upload.pages.js';
import { requestTimelinePages } from './features/requests/request-timeline.pages.js';
import { requestApi } from './features/requests/requests.api.js';
import { requestPages } from './features/requests/requests.pages.js';
import { searchPages } from './features/requests/search.pages.js';
import type { RouteDefinition } from './platform/http/routes.js';

/** Every route there is, in the order they are tried. Mounted by app.ts, documented by api-docs.ts, tried one by one by the route matrix test. */
export const routes: readonly RouteDefinition[] = [
  ...setUpPages,
  ...signInPages,
  ...joiningPages,
  ...accountPages,
  ...peoplePages,
  ...settingsPages,
  ...accountsApiRoutes,
  ...peopleApiRoutes,
  ...agencyPages,
  // After /agencies/new: `/agencies/:agencyId` takes whatever is left.
  ...agencyReportPages,
  ...agenciesApiRoutes,
  ...agencyReportApiRoutes,
  ...closurePages,
  ...closuresApiRoutes,
  ...calculatorApiRoutes,
  ...deadlinesApiRoutes,
  ...lawPages,
  ...lawApiRoutes,
  ...todayPages,
  ...feedPages,
  ...feedsApiRoutes,
  ...agendaPages,
  ...agendaApiRoutes,
  ...calculatorPages,
  ...rulesPages,
  ...rulesApiRoutes,
  ...recordPages,
  ...factsPages,
  ...worksheetPages,
  ...noticesPages,
  ...noticesApiRoutes,
  ...noticeSettingsPages,
  ...noticeSettingsApiRoutes,
  ...documentPages,
  ...documentApi,
  ...searchPages,
  ...composePages,
  ...enterPages,
  // Before /letters/:letterId.
  ...citationPages,
  ...letterPages,
  ...outputPages,
  ...outputApiRoutes,
  ...ownTemplatePages,
  ...ownTemplateApiRoutes,
  ...letterApiRoutes,
  ...citationApiRoutes,
  ...followUpPages,
  ...followUpApiRoutes,
  // Steps first: `/campaigns/:campaignId` takes whatever is left.
  ...campaignStepPages,
  ...chasePages,
  ...campaignPages,
  ...campaignApiRoutes,
  ...correctionPages,
  ...inboxPages,
  ...mailFilePages,
  ...uploadPages,
  ...uploadApi,
  // `/replies/:messageId` takes whatever is left.
  ...heldPages,
  ...inboxApiRoutes,
  ...messageCorrectionPages,
  ...messagePages,
  ...messagesApiRoutes,
  ...requestTimelinePages,
  // After every route with a fixed word below /requests/: `/requests/:requestId` takes whatever is left.
  ...requestShowPages,
  ...requestPages,
  ...requestApi,
  ...apiDocs(() => routes),
];
