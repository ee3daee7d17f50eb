# Follow-up of those who found work.

nav-follow-ups = Follow-up
follow-ups-lists = Lists
follow-ups-lead = { $all } visits owed at this agency, { $late } late.
follow-ups-week = Due this week
follow-ups-late = Late
follow-ups-all = All visits
follow-ups-mediation = Mediation
follow-ups-conflict = Two reports
follow-ups-risk = By risk
follow-ups-working = In work
follow-ups-ended = Job ended
follow-ups-empty-week = No visit is due this week
follow-ups-empty-late = No visit is late
follow-ups-empty-all = No visit is owed
follow-ups-empty-mediation = Nothing is to be settled with an employer
follow-ups-empty-conflict = No visit has two reports that differ
follow-ups-empty-risk = Nobody is followed now
follow-ups-empty-working = Nobody else is in work
follow-ups-empty-ended = Nobody’s job has ended
follow-ups-empty-text = Once a job of a determined person is registered, its visits are listed here by themselves. It is registered on the page “Work” of the person.
follow-ups-what = Matter
follow-ups-job = Job
follow-ups-since = Since
follow-ups-why = Reasons
follow-ups-risk-head = Risk
follow-ups-risk-reason = { $risk } ({ $weight })
follow-ups-no-risk = None found
follow-ups-report = Report the visit
follow-ups-mediate = Mediate
follow-ups-open = Open
follow-ups-look = Look at both
follow-up-title = Follow-up
follow-up-month = { $count ->
    [one] Month { $count }
   *[other] Month { $count }
 }
follow-up-month-head = Month
follow-up-owed = { $count ->
    [one] { $count } visit still to make
   *[other] { $count } visits still to make
 }
follow-up-next = { $owed }; next: { $visit }, by { $day }
follow-up-waiting = All visits made; it ends by itself when its time is over
follow-up-since = At work since { $start }; its time is over on { $over }
follow-up-ended-lasted = Ended: the job has lasted
follow-up-ended-job-lost = Ended: the job ended first
follow-up-ended-moved = Ended: moved away
follow-up-ended-died = Ended: died
follow-up-visits = Visits
follow-up-risks = Risks
follow-up-risk = Risk { $risk }
follow-up-no-risks = No risk is open.
follow-up-mediations = Mediation with the employer
follow-up-accounts = The three accounts
follow-up-about = About
follow-up-no-accounts = Once two have been visited in a month, what they say stands here side by side.
follow-up-contradiction = They contradict each other
follow-up-contradictions = { $count ->
    [one] { $count } contradiction
   *[other] { $count } contradictions
 }
follow-up-reports = Reports
follow-up-aside = Reports that do not hold
follow-up-end-title = End the follow-up early
follow-up-end-lead = Only where the person has moved away or died. Visits that were not made fall away.
follow-up-end-go = End the follow-up
field-follow-up-how = Why it ends
field-follow-up-reason = How that is known
visit-target-person = The person
visit-target-family = The family
visit-target-employer = The employer
visit-due-day = by { $day }
visit-made = Made
visit-late = Late
visit-open-now = To be made now
visit-to-come = To come
visit-conflict = Two reports differ
visit-fallen = Needed no more
visit-fallen-lasted = The job has ended
visit-fallen-job-lost = The job has ended
visit-fallen-moved = Moved away
visit-fallen-died = Died
visit-fallen-plan-changed = The job was corrected
visit-not-needed = Not visited
visit-without-self-employed = Self-employed: no employer
visit-without-flexible = Flexible work: no employer
visit-without-lives-alone = Lives alone
visit-open = Read it
visit-late-job-ended = Came after the job had ended
visit-late-follow-up-over = Came after the follow-up was over
visit-late-plan-changed = Came after the visit was needed no more
visit-when-how = { $when }, { $how }
visit-delivered = Delivered by { $name }, { $when }
visit-findings = Findings
visit-manner-on-the-spot = On the spot
visit-manner-telephone = By telephone
visit-manner-other = In another way
visit-questions = Questions
visit-after = Policies and needs
visit-sheets = What the policies say
visit-send = Keep the report
visit-again = This visit has a report already
visit-again-text = A second one that says something else is kept beside it, and a person looks at both.
visit-answer-fault = { $question } { $fault }
visit-photo-alt = Photo of the visit
visit-photos-kept = { $count ->
    [one] { $count } photo is kept.
   *[other] { $count } photos are kept.
 }
field-visit-on = Day of the visit
field-visit-at = Time
field-visit-at-hint = Such as 14:30
field-visit-manner = How
field-visit-place = Where
field-visit-place-hint = Needed for a visit on the spot, such as “at the gate”.
field-visit-policies = Policy sheets handed over
field-visit-needs = Needs
field-visit-other-needs = Other needs
field-visit-note = What else is to be said
field-visit-signed-by = Signed by
field-visit-photo = Photos
fault-visit-place-missing = Say where you were.
fault-visit-note-missing = Say in which other way.
fault-photos-too-many-photos = A visit has at most six photos.
fault-photos-unknown-photo = A photo did not arrive; choose it again.
fault-wrong-kind = This answer does not fit the question.
fault-unknown-question = The rules do not ask this.
conflict-title = Two reports of one visit
conflict-lead = The same visit was reported twice, and the reports differ. Say which holds; the other is kept as well.
conflict-report = Number { $number }: { $by }
conflict-go = This one holds
field-conflict-holds = Which one holds
field-conflict-reason = Why
risk-weight = Weight
risk-find-title = Write down a risk
risk-find-lead = Risks arise by themselves from the answers of visits. What is known from elsewhere is written down here.
risk-find-go = Write it down
risk-close-title = Close it
risk-close-lead = Say that this risk is there no more.
risk-close-go = Close the risk
field-risk-factor = Risk
field-risk-note = What is known
field-risk-reason = Why
mediation-title = Mediation with the employer
mediation-lead = Ask the employer, and help to settle it, so that the job is safe (B3.2).
mediation-steps = { $count ->
    [one] { $count } step taken
   *[other] { $count } steps taken
 }
mediation-step-title = What was done
mediation-step-contacted = Spoke to the employer
mediation-step-met = Both sides met
mediation-step-promised = The employer promised something
mediation-step-checked = Looked whether it was kept
mediation-step-referred = Handed to inspection or arbitration
mediation-step-go = Write the step down
mediation-settle-title = Settle it
mediation-settle-go = Settle the mediation
mediation-outcome-put-right = Put right
mediation-outcome-partly = Partly put right
mediation-outcome-referred = Handed to inspection or arbitration
mediation-outcome-failed = Could not be settled
field-mediation-step = What
field-mediation-with = With whom
field-mediation-note = What came of it
field-mediation-outcome = Outcome
field-mediation-result = What was agreed, or why nothing was
story-visit = Visit reported
story-risk = Risk found
story-risk-closed = Risk closed
story-mediation = Mediation opened
story-job-ended = Job ended
story-ended = Follow-up ended
person-work = Work
person-did-read-employments = Opened the jobs
person-did-read-visit-photo = Opened a photo of a visit
