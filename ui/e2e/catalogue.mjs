// Every page of the product, with whose it is and how one comes to it. The cases are
// those of the demo; nothing here changes one, but that a station receives the papers that
// it hands back, and that somebody begins to work (work.mjs). People taken over and employers are those
// of the sample registers (setup.mjs).
import { beside, expect } from "./desk.mjs";
import { sendForm } from "./faults.mjs";
import { caseIn, direct } from "./file.mjs";
import {
  complainCheck, complainWhere, contact, firstDocket, followComplaint, openComplaint, ownBadge, ratingForm, ratingSlip,
} from "./front-desk.mjs";
import { formHousehold, toHousehold } from "./household.mjs";
import { registerMove, toMove } from "./move.mjs";
import { openRegistration, registered } from "./registration.mjs";
import { JOBLESS, MOVERS } from "./resident.mjs";
import { followed, jobsOf } from "./work.mjs";
import { AT_WORK, ELIGIBLE, RETIRED, toResult, UNSURE, walk } from "./self-check.mjs";

const at = (address) => (desk) => desk.page.goto(address);

/** The case page in a state. */
const inState = (state) => async (desk) => desk.page.goto(await caseIn(desk, state));

/** The form of an act on the first case in a state that offers it. */
const act = (name, state) => async (desk) => {
  const address = await caseIn(desk, state);
  await desk.page.goto(`${address}/acts/${name}`);
  await expect(desk.page).toHaveURL(new RegExp(`/acts/${name}$`));
};

/** The same, sent empty. */
const empty = (name, state) => async (desk) => {
  await act(name, state)(desk);
  await sendForm(desk, `act-${name.replaceAll("_", "-")}-button`);
  await expect(desk.page.locator("[data-error-summary]")).toBeVisible();
};

/** The letter of an event, from the first case in a state that has it. */
const letter = (event, state) => async (desk) => {
  await desk.page.goto(`/applications?state=${state}`);
  const rows = await desk.page.locator("tr[data-row] a[data-open]").evaluateAll((all) => all.map((a) => a.pathname));
  const words = event.map((key) => desk.w(`event-${key}`));
  for (const address of rows) {
    await desk.page.goto(address);
    const entries = desk.page.getByRole("region", { name: desk.w("timeline-title") }).getByRole("listitem");
    for (const word of words) {
      const link = entries.filter({ has: desk.page.getByText(word, { exact: true }) }).getByRole("link");
      if (await link.count()) return link.first().click();
    }
  }
  throw new Error(`no case in ${state} has ${event}`);
};

/** The papers of the first case in a state. */
const papersOf = (state) => async (desk) => desk.page.goto(`${await caseIn(desk, state)}/papers`);

const search = (address, text) => async (desk) => {
  await desk.page.goto(address);
  await desk.page.locator("#q").fill(text);
  await sendForm(desk, "search-go");
};

/** The file of somebody whose case is in a state. */
const personIn = (state) => async (desk) => {
  await search("/people", "刘")(desk);
  await search("/people", "13")(desk);
  await desk.page.goto(await caseIn(desk, state));
  const id = (await desk.page.getByRole("heading", { level: 1 }).innerText()).trim();
  await search("/people", id)(desk);
  await desk.page.locator("tr[data-row] a[data-open]").first().click();
};

const reveal = (open, button) => async (desk) => {
  await open(desk);
  await desk.page.goto(`${new URL(desk.page.url()).pathname}/reveal`);
  if (!button) return;
  await desk.page.locator("#reason").fill("核对电话");
  await sendForm(desk, button);
};

const emptyForm = (address, button) => async (desk) => {
  await desk.page.goto(address);
  await sendForm(desk, button);
};

/** Of the sample register: determined and at work before this service began. */
const TAKEN_OVER = "230103197002140576";

/** One whom the pages register as unemployed, and one whom they do not. */
const RETURNED = JOBLESS[4];
const NEVER_REGISTERED = TAKEN_OVER;

/** The form of an act on somebody's registration; sent empty where a button is named. */
const registrationAct = (number, name, button) => async (desk) => {
  const address = await (number === RETURNED ? registered(desk, number) : openRegistration(desk, number));
  await desk.page.goto(`${address}/${name}`);
  if (!button) return;
  await sendForm(desk, button);
  await expect(desk.page.locator("[data-error-summary]")).toBeVisible();
};

const choose = (address, text) => async (desk) => {
  await search(address, text)(desk);
  await desk.page.locator("tr[data-row] a[data-open]").first().click();
};

/** The first row of a list. */
const firstOf = (address) => async (desk) => {
  await desk.page.goto(address);
  await desk.page.locator("tr[data-row] a[data-open]").first().click();
};

/** The form of an act in the assistance of the first who is listed. */
const assist = (act) => async (desk) => {
  await firstOf("/assistance")(desk);
  await desk.page.goto(`${new URL(desk.page.url()).pathname}/acts/${act}`);
};

const firstEmployer = async (desk) => {
  await desk.page.goto("/employers");
  await desk.page.locator("tr[data-row] a[data-open]").first().click();
};

async function handBack(desk) {
  const address = await caseIn(desk, "papers_back");
  await desk.page.goto(address);
  const receive = desk.page.getByRole("button", { name: desk.w("act-receive-back-button"), exact: true });
  if (await receive.count()) await direct(desk, "receive-back");
  await desk.page.goto(`${address}/acts/hand_back`);
  await expect(desk.page).toHaveURL(/hand_back$/);
}

/** Unfolds the part of a form for whoever comes for the applicant. */
const behalf = (open) => async (desk) => {
  await open(desk);
  await desk.page.locator("details.leye-representative summary").click();
};

/** The same, sent with nothing but a name. */
const behalfFaulty = (open, button) => async (desk) => {
  await behalf(open)(desk);
  await desk.page.locator("#representative_name").fill("祁淑芬");
  await sendForm(desk, button);
  await expect(desk.page.locator("#representative_paper-error")).toBeVisible();
};

/** Another application for somebody whose determination stands. */
async function alreadyDetermined(desk) {
  await choose("/applications/new", TAKEN_OVER)(desk);
  await desk.page.locator("[name=claimed]").first().check();
  await sendForm(desk, "intake-send");
  await expect(desk.page.locator("[data-error-summary]")).toContainText(desk.w("reason-already-determined"));
}

/** A page of the follow-up of somebody at work. */
const follow = (rest = "") => async (desk) => desk.page.goto(`${await followed(desk, TAKEN_OVER)}${rest}`);

/** The same, sent empty. */
const followEmpty = (rest, button) => async (desk) => (await follow(rest)(desk), sendForm(desk, button));

/** A list of follow-ups in which somebody is. */
const follows = (list) => async (desk) => {
  await followed(desk, TAKEN_OVER);
  await desk.page.goto(`/follow-ups?list=${list}`);
};

/** A problem that the office has found at its first station. */
async function problem(desk) {
  await desk.page.goto("/problems/new");
  await desk.page.locator("#problem-station").selectOption({ index: 1 });
  await desk.page.locator("#problem-what").fill("两份走访记录文字相同");
  await desk.page.locator("#problem-order").fill("重新走访并据实记录");
  await sendForm(desk, "problem-find-go");
}

/** A guidance note that the office has written. */
async function guidance(desk) {
  await desk.page.goto("/guidance/new");
  await desk.page.locator("#guidance-agency").selectOption({ index: 1 });
  await desk.page.locator("#guidance-text").fill("回访单要写清工资发放日和实际到岗天数，上月的也要补写");
  await sendForm(desk, "guidance-give-go");
}

/** A spot check that the office has drawn, with a first visit that did not take place. */
async function spotCheck(desk) {
  await beside(desk, "clerk", (clerk) => followed(clerk, TAKEN_OVER));
  await desk.page.goto("/spot-checks/new");
  await sendForm(desk, "spot-check-draw-go");
}

/** The first visit of one: to be checked, or with what differs. */
const spotCheckVisit = (checked) => async (desk) => {
  await spotCheck(desk);
  await desk.page.locator("tr[data-row] a[data-open]").first().click();
  if (!checked) return;
  await desk.page.locator('input[name="answer-took_place"][value="no"]').check();
  await sendForm(desk, "spot-check-check-go");
};

/** The points of a station. */
const POINTS = "/inspections/new?inspection-agency=230102001003";

/** An inspection with one finding. */
async function inspection(desk) {
  await desk.page.goto(POINTS);
  for (const box of await desk.page.locator('input[name^="point-"][value="good"]').all()) await box.check();
  await desk.page.locator('input[name="point-visits_real"][value="wanting"]').check();
  await desk.page.locator("#point-note-visits_real").fill("两份回访记录没有签名");
  await desk.page.locator("#point-order-visits_real").fill("补签，并向所里报告");
  await sendForm(desk, "inspection-record-go");
}

/** A page of the jobs of the same person. */
const job = (rest = "") => async (desk) => {
  const [, , person] = (await followed(desk, TAKEN_OVER)).split("/");
  await desk.page.goto(`/people/${person}/employments${rest}`);
};

const STATES = [
  "received", "correction", "initial_review", "form", "posting", "notice", "objection", "entry", "second_review",
  "returned", "confirmation", "annotation", "papers_back", "completed",
];

/** Name of the page → [who, how]. `null` is the public. */
export const PAGES = {
  start: [null, at("/")],
  "sign-in": [null, at("/sign-in")],
  "sign-in-empty": [null, emptyForm("/sign-in", "sign-in-go")],
  notices: [null, at("/notices")],
  "notices-district": [null, at("/notices?at=230102000000")],
  "notices-none": [null, at("/notices?at=230104000000")],
  object: [null, (desk) => toObject(desk)],
  "object-empty": [null, async (desk) => (await toObject(desk), sendForm(desk, "object-send"))],
  "not-found": [null, at("/nowhere")],
  check: [null, at("/check")],
  "check-day": [null, (desk) => walk(desk, ELIGIBLE, "born")],
  "check-day-empty": [null, async (desk) => (await walk(desk, ELIGIBLE, "born"), sendForm(desk, "check-next"))],
  "check-choice": [null, (desk) => walk(desk, ELIGIBLE, "employed")],
  "check-words": [null, (desk) => walk(desk, ELIGIBLE, "model_worker")],
  "check-others": [null, (desk) => walk(desk, ELIGIBLE, "household")],
  "check-member": [null, (desk) => walk(desk, ELIGIBLE, "household.1.employed")],
  "check-answers": [null, (desk) => walk(desk, ELIGIBLE)],
  "check-eligible": [null, (desk) => toResult(desk, ELIGIBLE)],
  "check-retired": [null, (desk) => toResult(desk, RETIRED)],
  "check-at-work": [null, (desk) => toResult(desk, AT_WORK)],
  "check-unregistered": [null, (desk) => toResult(desk, { ...ELIGIBLE, registered_unemployed: "no" })],
  "check-unknown": [null, (desk) => toResult(desk, UNSURE)],
  rules: [null, at("/rules")],
  "rules-staff": ["clerk", at("/rules")],
  "rules-found": [null, at("/rules?q=household")],
  "rules-none": [null, at("/rules?q=xyz")],
  ...Object.fromEntries(
    ["C1", "C1.1", "C1.2", "C1.5", "C3.2", "A2", "refusal", "retirement", "calendar", "facts"].map((code) => [
      `rules-${code.replace(".", "-")}`, [null, at(`/rules/${code}`)],
    ]),
  ),
  work: ["clerk", at("/work")],
  "work-office": ["office", at("/work")],
  "work-bureau": ["bureau", at("/work?who=below")],
  "work-none": ["inspector", at("/work?who=me")],
  cases: ["bureau", at("/applications")],
  "cases-refused": ["auditor", at("/applications?state=refused")],
  "cases-none": ["clerk3", at("/applications?state=objection")],
  receipts: ["bureau", at("/receipts")],
  "intake-search": ["clerk", at("/applications/new")],
  "intake-found": ["clerk", search("/applications/new", "13")],
  "intake-nobody": ["clerk", search("/applications/new", "无此人")],
  intake: ["clerk", at("/applications/new/form")],
  "intake-known": ["clerk", choose("/applications/new", TAKEN_OVER)],
  "intake-determined": ["clerk", alreadyDetermined],
  "intake-representative": ["clerk", behalf(at("/applications/new/form"))],
  "intake-representative-faulty": ["clerk", behalfFaulty(at("/applications/new/form"), "intake-send")],
  "intake-empty": ["clerk", emptyForm("/applications/new/form", "intake-send")],
  people: ["clerk", at("/people")],
  "people-empty": ["clerk", emptyForm("/people", "search-go")],
  person: ["auditor", personIn("completed")],
  "person-reveal": ["clerk", reveal(personIn("objection"))],
  "person-revealed": ["clerk", reveal(personIn("objection"), "person-reveal-go")],
  "person-taken-over": ["clerk", choose("/people", TAKEN_OVER)],
  "person-taken-over-revealed": ["clerk", reveal(choose("/people", TAKEN_OVER), "person-reveal-go")],
  registration: ["clerk", async (desk) => registered(desk, RETURNED)],
  "registration-none": ["clerk", async (desk) => openRegistration(desk, NEVER_REGISTERED)],
  "registration-register": ["clerk", registrationAct(NEVER_REGISTERED, "register")],
  "registration-register-empty": ["clerk", registrationAct(NEVER_REGISTERED, "register", "registration-act-register-button")],
  "registration-take-over": ["clerk", registrationAct(NEVER_REGISTERED, "take-over")],
  "registration-issue-empty": ["clerk", registrationAct(RETURNED, "issue", "registration-act-issue-button")],
  "registration-deregister": ["clerk", registrationAct(RETURNED, "deregister")],
  "registration-deregister-empty": ["clerk", registrationAct(RETURNED, "deregister", "registration-act-deregister-button")],
  "registration-contact": ["clerk", registrationAct(RETURNED, "contact")],
  registrations: ["clerk", async (desk) => (await registered(desk, RETURNED), desk.page.goto("/registrations"))],
  "registrations-none": ["clerk3", at("/registrations?only=lost")],
  assistance: ["clerk", at("/assistance")],
  "assistance-office": ["office", at("/assistance")],
  "assistance-bureau": ["bureau", at("/assistance?only=neglected")],
  "assistance-none": ["clerk", at("/assistance?only=resting")],
  "assistance-file": ["clerk", firstOf("/assistance?only=all")],
  "assistance-read": ["auditor", firstOf("/assistance")],
  "assistance-agreement": ["clerk", async (desk) => (
    await firstOf("/assistance")(desk), await desk.page.goto(`${new URL(desk.page.url()).pathname}/agreement`))],
  ...Object.fromEntries(
    ["set_class", "sign_agreement", "set_goal", "make_contact", "make_offer", "give_service", "propose_exit"].map((name) => [
      `assistance-${name.replaceAll("_", "-")}`, ["clerk", assist(name)],
    ]),
  ),
  "assistance-contact-empty": ["clerk", async (desk) => (
    await assist("make_contact")(desk), await sendForm(desk, "assist-button-make-contact"))],
  households: ["clerk", async (desk) => (await formHousehold(desk), desk.page.goto("/households"))],
  "households-all": ["bureau", at("/households?only=all")],
  "households-none": ["clerk3", at("/households?only=returned")],
  "household-new": ["clerk", at("/households/new")],
  "household-new-empty": ["clerk", emptyForm("/households/new", "household-new-button")],
  household: ["clerk", formHousehold],
  "household-add": ["clerk", async (desk) => (await formHousehold(desk), toHousehold(desk, "add"))],
  "household-apply": ["clerk", async (desk) => (await formHousehold(desk), toHousehold(desk, "apply"))],
  findings: ["bureau", at("/findings")],
  "findings-foreseen": ["clerk", at("/findings?kind=foreseen")],
  "findings-outreach": ["clerk", at("/findings?kind=outreach")],
  "findings-none": ["clerk3", at("/findings?kind=outreach&only=late")],
  "finding-review": ["bureau", firstOf("/findings")],
  "finding-outreach": ["clerk", firstOf("/findings?kind=outreach")],
  "follow-ups": ["clerk", follows("all")],
  "follow-ups-late": ["clerk", follows("late")],
  "follow-ups-risk": ["clerk", follows("risk")],
  "follow-ups-mine": ["clerk", at("/follow-ups?list=mine")],
  "follow-ups-undrawn": ["clerk", follows("undrawn")],
  "follow-ups-mediation": ["clerk", follows("mediation")],
  "follow-ups-none": ["clerk3", at("/follow-ups")],
  "follow-up": ["clerk", follow()],
  "follow-up-visit": ["clerk", follow("/visit/1/family")],
  "follow-up-visit-empty": ["clerk", followEmpty("/visit/1/family", "visit-send")],
  "follow-up-conflict": ["clerk", follow("/conflict/1/employer")],
  "follow-up-mediation": ["clerk", follow("/mediations/1")],
  "follow-up-visitor": ["clerk", follow("/visitor")],
  "follow-up-visitor-empty": ["clerk", followEmpty("/visitor", "visitor-go")],
  "follow-up-risk": ["clerk", follow("/risks")],
  "follow-up-risk-empty": ["clerk", followEmpty("/risks", "risk-find-go")],
  "follow-up-end": ["clerk", follow("/end")],
  jobs: ["clerk", job()],
  round: ["clerk", at("/round")],
  "jobs-none": ["clerk", (desk) => jobsOf(desk, "柳树清")],
  "job-register": ["clerk", job("/new")],
  "job-register-empty": ["clerk", async (desk) => (await job("/new")(desk), sendForm(desk, "job-register-go"))],
  "job-correct": ["clerk", job("/1")],
  "job-end": ["clerk", job("/1/end")],
  "job-support": ["clerk", job("/1/supports")],
  "job-support-empty": ["clerk", async (desk) => (await job("/1/supports")(desk), sendForm(desk, "support-note-go"))],
  checks: ["office", at("/checks")],
  standings: ["bureau", at("/standings?period=year")],
  problems: ["office", async (desk) => (await problem(desk), desk.page.goto("/problems"))],
  "problems-none": ["clerk3", at("/problems?state=settled")],
  "problem-find": ["bureau", at("/problems/new")],
  "problem-find-empty": ["office", emptyForm("/problems/new", "problem-find-go")],
  problem: ["office", problem],
  contacts: ["clerk", async (desk) => (await contact(desk), desk.page.goto("/contacts"))],
  "contacts-none": ["clerk3", at("/contacts?state=offered")],
  "contact-new": ["clerk", at("/contacts/new")],
  "contact-new-empty": ["clerk", emptyForm("/contacts/new", "contact-new-go")],
  contact: ["clerk", contact],
  "contact-receipt": ["clerk", async (desk) => (await contact(desk), desk.page.goto(`${desk.page.url()}/receipt`))],
  complain: [null, at("/complaints/new")],
  "complain-where": [null, complainWhere],
  "complain-check": [null, complainCheck],
  "complain-done": [null, async (desk) => (await complainCheck(desk), sendForm(desk, "complaint-send"))],
  "complain-follow": [null, followComplaint],
  complaints: ["bureau", at("/complaints")],
  "complaints-none": ["clerk3", at("/complaints")],
  "complaint-record": ["clerk", at("/complaints/record")],
  "complaint-record-empty": ["clerk", emptyForm("/complaints/record", "complaint-record-go")],
  complaint: ["bureau", openComplaint],
  roster: ["station-head", at("/roster")],
  "roster-read": ["clerk", at("/roster")],
  "desk-sign": ["station-head", async (desk) => (await ownBadge(desk), desk.page.goto("/account/sign"))],
  "desk-sign-none": ["clerk3", at("/account/sign")],
  "badge-check": [null, at("/badges")],
  "badge-check-unknown": [null, at("/badges?code=0000")],
  "badge-checked": ["station-head", async (desk) => desk.page.goto(await ownBadge(desk))],
  ratings: ["office", at("/ratings")],
  "ratings-station": ["clerk3", at("/ratings")],
  "rating-slip": ["clerk", ratingSlip],
  "rating-give": ["clerk", ratingForm],
  "rating-give-empty": ["clerk", async (desk) => (await ratingForm(desk), sendForm(desk, "rating-send"))],
  guidance: ["office", async (desk) => (await guidance(desk), desk.page.goto("/guidance"))],
  "guidance-none": ["clerk3", at("/guidance?state=withdrawn")],
  "guidance-give": ["office", at("/guidance/new")],
  "guidance-give-empty": ["office", emptyForm("/guidance/new", "guidance-give-go")],
  "guidance-note": ["office", guidance],
  "spot-checks": ["office", async (desk) => (await spotCheck(desk), desk.page.goto("/spot-checks"))],
  "spot-check-draw": ["office", at("/spot-checks/new")],
  "spot-check": ["office", spotCheck],
  "spot-check-visit": ["office", spotCheckVisit(false)],
  "spot-check-differs": ["office", spotCheckVisit(true)],
  "spot-check-redraw": ["office", async (desk) => (await spotCheck(desk), desk.page.goto(`${new URL(desk.page.url()).pathname}/redraw`))],
  inspections: ["bureau", async (desk) => (await inspection(desk), desk.page.goto("/inspections"))],
  "inspection-choose": ["bureau", at("/inspections/new")],
  "inspection-record": ["bureau", at(POINTS)],
  "inspection-record-empty": ["bureau", emptyForm(POINTS, "inspection-record-go")],
  inspection: ["bureau", inspection],
  campaigns: ["bureau-head", at("/campaigns")],
  "campaign-order": ["bureau-head", at("/campaigns/new")],
  "campaign-order-empty": ["bureau-head", emptyForm("/campaigns/new", "campaign-order-go")],
  "time-limits": ["clerk", at("/time-limits?whose=agency")],
  "time-limits-missed": ["bureau", at("/time-limits?whose=missed")],
  "time-limits-none": ["auditor", at("/time-limits?whose=mine")],
  "time-limits-kept": ["bureau", at("/time-limits/kept?period=year")],
  dockets: ["office", at("/dockets")],
  "dockets-none": ["clerk3", at("/dockets?state=closed")],
  docket: ["office", firstDocket],
  moves: ["clerk", async (desk) => (await registerMove(desk, MOVERS[2]), desk.page.goto("/moves?only=leaving"))],
  "moves-bureau": ["bureau", at("/moves")],
  "moves-none": ["clerk3", at("/moves?only=left")],
  "move-ask": ["clerk", at("/moves/new")],
  "move-ask-empty": ["clerk", emptyForm("/moves/new", "move-ask-go")],
  "move-leave": ["clerk", async (desk) => toMove(desk, NEVER_REGISTERED)],
  "move-leave-empty": ["clerk", async (desk) => (await toMove(desk, NEVER_REGISTERED), sendForm(desk, "move-leave-go"))],
  move: ["clerk", async (desk) => registerMove(desk, MOVERS[2])],
  originals: ["bureau", at("/originals")],
  seals: ["clerk", at("/seals")],
  "seals-empty": ["station-head", async (desk) => (await desk.page.goto("/seals"), sendForm(desk, "seal-make"))],
  "originals-lost": ["clerk3", at("/originals?only=lost")],
  papers: ["clerk", papersOf("received")],
  "papers-annotated": ["bureau", papersOf("completed")],
  "papers-proof": ["clerk", async (desk) => desk.page.goto(`${await caseIn(desk, "received")}/papers?proof=id_card`)],
  "paper-link": ["clerk", async (desk) => desk.page.goto(`${await caseIn(desk, "received")}/scans/link`)],
  "paper-hand-in": ["clerk", async (desk) => {
    await desk.page.goto(`${await caseIn(desk, "received")}/scans/link`);
    await desk.page.goto(new URL(await desk.page.locator(".leye-address a").getAttribute("href")).pathname);
  }],
  "paper-check": [null, at("/papers")],
  "paper-check-unknown": [null, at("/papers/70PPZN9XJEHR01QR49HAM8AN")],
  employers: ["clerk", at("/employers")],
  "employers-none": ["clerk", at("/employers?q=无此单位")],
  employer: ["clerk", firstEmployer],
  ...Object.fromEntries(STATES.map((state) => [`case-${state.replaceAll("_", "-")}`, ["clerk", inState(state)]])),
  "case-refused": ["auditor", inState("refused")],
  "case-withdrawn": ["auditor", inState("withdrawn")],
  "case-office": ["office", inState("second_review")],
  "case-bureau": ["bureau", inState("confirmation")],
  "case-reveal": ["clerk", reveal(inState("notice"))],
  "case-revealed": ["clerk", reveal(inState("objection"), "reveal-send")],
  "act-request-correction": ["clerk", act("request_correction", "received")],
  "act-supply-correction": ["clerk", act("supply_correction", "correction")],
  "act-pass-initial-review": ["clerk", act("pass_initial_review", "initial_review")],
  "act-pass-initial-review-empty": ["clerk", empty("pass_initial_review", "initial_review")],
  "act-fail-initial-review": ["clerk", act("fail_initial_review", "initial_review")],
  "act-complete-form": ["clerk", act("complete_form", "form")],
  "act-post-notice": ["clerk", act("post_notice", "posting")],
  "act-post-notice-empty": ["clerk", empty("post_notice", "posting")],
  "act-post-notice-again": ["clerk", act("post_notice", "returned")],
  "act-raise-objection": ["clerk", act("raise_objection", "notice")],
  "act-settle-objection": ["clerk", act("settle_objection", "objection")],
  "act-refuse": ["clerk", act("refuse", "returned")],
  "act-withdraw": ["clerk", act("withdraw", "received")],
  "act-withdraw-representative": ["clerk", behalf(act("withdraw", "received"))],
  "act-hand-back": ["clerk", handBack],
  "act-hand-back-representative": ["clerk", behalf(handBack)],
  "act-hand-back-faulty": ["clerk", behalfFaulty(handBack, "act-hand-back-button")],
  "act-extend": ["station-head", act("extend", "received")],
  "act-pass-second-review": ["office", act("pass_second_review", "second_review")],
  "act-return-to-station": ["office", act("return_to_station", "second_review")],
  "act-confirm": ["bureau", act("confirm", "confirmation")],
  "act-confirm-empty": ["bureau", empty("confirm", "confirmation")],
  "act-return-to-office": ["bureau", act("return_to_office", "confirmation")],
  "act-annotate-certificate": ["bureau-clerk", act("annotate_certificate", "annotation")],
  "letter-receipt": ["clerk", letter(["application-submitted"], "received")],
  "letter-correction": ["clerk", letter(["correction-requested"], "correction")],
  "letter-refusal": ["auditor", letter(["initial-review-failed", "application-refused", "objection-upheld"], "refused")],
  "letter-confirmation": ["clerk", letter(["confirmed"], "completed")],
  "letter-withdrawal": ["auditor", letter(["application-withdrawn", "application-withdrawn-lapsed"], "withdrawn")],
  agencies: ["admin", at("/agencies")],
  "agencies-found": ["clerk", at("/agencies?q=兆麟")],
  "agencies-many": ["clerk", at("/agencies?q=社区")],
  "agencies-office": ["admin", at("/agencies?at=230102001000")],
  "agencies-none": ["clerk", at("/agencies?q=xyz")],
  "agencies-station": ["clerk", at("/agencies?at=230102001003")],
  "agency-change": ["admin", at("/agencies/230102001003")],
  users: ["admin", at("/users")],
  "users-after": ["admin", at("/users?after=clerk")],
  "users-none": ["admin", at("/users?q=nobody")],
  "user-new": ["admin", at("/users/new")],
  "user-new-empty": ["admin", emptyForm("/users/new", "user-add")],
  "user-change": ["admin", at("/users/clerk")],
  account: ["clerk", at("/account")],
  "account-empty": ["clerk", emptyForm("/account", "account-password-go")],
  "clock-not-moved": ["clerk", (desk) => withoutTime(desk)],
  forbidden: ["admin", at("/people")],
};

async function toObject(desk) {
  await desk.page.goto("/notices");
  await desk.page.getByRole("link", { name: desk.w("board-object") }).first().click();
}

async function withoutTime(desk) {
  await desk.page.goto("/work");
  await desk.page.getByText(desk.w("training-exact"), { exact: true }).first().click();
  await desk.page.getByRole("button", { name: desk.w("training-go") }).click();
}
