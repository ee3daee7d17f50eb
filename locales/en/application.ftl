# Determination: states, acts, history, time limits and reasons

matter-determination = Determination as hard to employ
erased = (data erased by law)
list-separator = ,{" "}
list-or = {" "}or{" "}
cancel = Cancel

level-station = station
level-office = subdistrict office
level-bureau = district bureau
level-city = city bureau

state-received = Awaiting acceptance
state-correction = Awaiting correction
state-initial-review = Initial review
state-form = Application form
state-posting = Notice to be posted
state-notice = On public notice
state-objection = Objection under inquiry
state-entry = Entry and forwarding
state-second-review = Second review
state-returned = Returned by the office
state-confirmation = Confirmation
state-annotation = Certificate annotation
state-papers-back = Papers going back
state-completed = Completed
state-refused = Refused
state-withdrawn = Withdrawn

next-received = Accept
next-correction = Take correction
next-initial-review = Review
next-form = Fill form
next-posting = Record posting
next-notice = See notice
next-objection = Look into it
next-entry = Enter, forward
next-second-review = Review
next-returned = Deal with return
next-confirmation = Confirm
next-annotation = Annotate
next-papers-back = Hand back

line-received = Acceptance
line-initial-review = Initial review
line-form = Form
line-form-note = signed by the applicant
line-notice = Public notice
line-entry = Entry, forwarding
line-second-review = Second review
line-confirmation = Confirmation
line-papers-back = Annotation, return
line-papers-back-note = papers to the person

# Acts
act-submit = Submit the application
act-take = Take the case
act-take-button = Take this case
act-accept = Accept
act-accept-button = Accept the application
act-request-correction = Ask for corrections
act-request-correction-button = Ask once for all corrections
act-request-correction-lead = Name everything that is missing at once: you cannot ask again. The time limit stands still from now.
act-supply-correction = Corrections received
act-supply-correction-button = Corrections received, go on
act-pass-initial-review = Initial review
act-pass-initial-review-button = Pass the initial review
act-pass-initial-review-lead = Check each condition and tick the proofs you have seen. All general conditions must be met, and at least one category.
act-fail-initial-review = Fail the initial review
act-fail-initial-review-button = Fail, with reasons
act-fail-initial-review-lead = This ends the application. The reasons and the remedies go into the decision for the applicant.
act-complete-form = Complete the application form
act-complete-form-button = Form signed by the applicant
act-complete-form-lead = The provincial application form must be signed before anything is posted.
act-post-notice = Post the notice
act-post-notice-button = Posted, begin the notice
act-post-notice-lead = The notice shows surname, station, matter and period, never the category.
act-raise-objection = Record an objection
act-raise-objection-button = Record an objection
act-raise-objection-lead = The notice period stands still until the inquiry ends. Only those who inquire see who objects.
act-settle-objection = Settle the objection
act-settle-objection-button = Record the finding
act-close-notice = Close the notice
act-close-notice-button = Period over, close the notice
act-record-entry = Enter into Golden Insurance
act-record-entry-button = Record the Golden Insurance entry
act-forward = Forward
act-forward-button = Forward to the subdistrict office
act-pass-second-review = Second review
act-pass-second-review-button = Pass, report to the bureau
act-pass-second-review-lead = Check each condition. You cannot review a case that you worked on at the station.
act-return-to-station = Return to the station
act-return-to-station-button = Return to the station with reasons
act-refuse = Refuse
act-refuse-button = Refuse, with reasons
act-refuse-lead = This ends the application. The reasons and the remedies go into the decision for the applicant.
act-confirm = Confirm
act-confirm-button = Confirm as hard to employ
act-confirm-lead = Check each condition and choose the main category for the certificate.
act-return-to-office = Return to the office
act-return-to-office-button = Return to the office with reasons
act-annotate-certificate = Annotate the certificate
act-annotate-certificate-button = Annotated under my name seal
act-annotate-certificate-lead = Note the type in the certificate's remarks, under the operator's name seal.
act-receive-back = Papers received
act-receive-back-button = The station has the papers
act-hand-back = Hand back to the person
act-hand-back-button = Signed for
act-extend = Extend the time limit
act-extend-button = Extend the time limit
act-extend-lead = Only the head may, before expiry. The applicant is told the reason in writing.
act-withdraw = Withdraw
act-withdraw-button = Applicant withdraws
act-withdraw-lead = At the applicant's wish. They may apply again at any time.
act-record-receipt = Add a receipt
act-record-receipt-button = Add a Golden Insurance receipt
act-deem-accepted = Count as accepted
act-lapse = Lapse

done-submit = The application is registered. The receipt can be printed.
done-take = You are responsible for this case now.
done-accept = Accepted. The initial review's time limit counts from tomorrow.
done-request-correction = The correction notice can be printed. The time limit stands still.
done-supply-correction = Corrections received. The time limit goes on.
done-pass-initial-review = Passed. Next the applicant signs the form.
done-fail-initial-review = Decided. The decision letter can be printed.
done-complete-form = The form is signed. The notice can be posted.
done-post-notice = The notice has begun.
done-raise-objection = The objection is recorded. The notice period stands still.
done-settle-objection = The finding is recorded.
done-close-notice = The notice is closed. Enter and forward the case in time.
done-record-entry = The entry is recorded. The case can be forwarded.
done-forward = Forwarded. You stay responsible until the office has taken it.
done-pass-second-review = Passed and reported to the bureau.
done-return-to-station = Returned to the station.
done-refuse = Refused. The decision letter can be printed.
done-confirm = Confirmed. Next the certificate is annotated.
done-return-to-office = Returned to the office.
done-annotate-certificate = Annotated. The papers are on their way to the station.
done-receive-back = The station has the papers. Ask the person to come.
done-hand-back = The papers are back with the person. The case is completed.
done-extend = Extended. The notice to the applicant can be printed.
done-withdraw = Withdrawn.
done-record-receipt = The receipt is recorded.

closed-completed = Determined as hard to employ; the papers are back with the person.
closed-refused = Refused. The decision letter has the reasons and the remedies.
closed-withdrawn = Withdrawn. The person may apply again at any time.

# History
event-application-submitted = Application submitted
event-taken = Taken
event-application-accepted = Accepted
event-application-accepted-deemed = Counted as accepted: no correction was asked for in time
event-correction-requested = Corrections asked for
event-correction-supplied = Corrections received
event-initial-review-passed = Initial review passed
event-initial-review-failed = Initial review failed
event-form-completed = Application form signed
event-notice-posted = Notice posted
event-objection-raised = Objection received
event-objection-dismissed = Objection dismissed, the notice goes on
event-objection-upheld = Objection upheld, refused
event-notice-closed = Notice ended without objection
event-entry-recorded = Entered into Golden Insurance
event-forwarded = Forwarded to the office
event-second-review-passed = Second review passed
event-returned-to-station = Returned to the station
event-application-refused = Refused
event-confirmed = Confirmed by the bureau
event-returned-to-office = Returned to the office
event-certificate-annotated = Certificate annotated
event-papers-received = Papers received by the station
event-papers-handed-back = Papers handed back
on-behalf = For the applicant: { $name } ({ $relation }), by { $paper }
event-application-withdrawn = Withdrawn by the applicant
event-application-withdrawn-lapsed = Lapsed: corrections did not come in time
event-clock-extended = Time limit extended
event-clock-reprojected = Holiday calendar published, time limit counted again
event-receipt-brought = Golden Insurance receipt arrived
actor-public = The public
actor-service = The service
seal-of = Name seal of { $name }
receipt-pending = Receipt awaited
receipt-number = Receipt { $number }
receipts-awaited = { $count ->
    [one] 1 receipt awaited
   *[other] { $count } receipts awaited
}
receipt-step-entry = Receipt of the station's entry
receipt-step-second-review = Receipt of the office's review
receipt-step-confirmation = Receipt of the bureau's confirmation
letter-print = Print

# Time limits
due-paused = Standing still
due-today = Today by { $time }
due-late-today = Late since { $time } today
due-late = { $count ->
    [one] 1 working day late
   *[other] { $count } working days late
}
due-left = { $count ->
    [one] 1 working day left
   *[other] { $count } working days left
}
clock-suspended = { $count ->
    [one] Standing still with 1 day left
   *[other] Standing still with { $count } days left
}
clock-headline-received = Accept or ask for corrections by { $until }
clock-headline-correction = The applicant must supply corrections by { $until }
clock-headline-initial-review = Decide the initial review by { $until }
clock-headline-form = Complete and sign the form by { $until }
clock-headline-posting = Post the notice by { $until }
clock-headline-notice = On notice until { $until }
clock-headline-objection = Look into the objection by { $until }
clock-headline-entry = Enter and forward by { $until }
clock-headline-second-review = Review by { $until }
clock-headline-returned = Deal with the return by { $until }
clock-headline-confirmation = Confirm by { $until }
clock-headline-annotation = Annotate by { $until }
clock-headline-papers-back = Hand the papers back by { $until }
budget-working = { $count ->
    [one] 1 working day
   *[other] { $count } working days
}
budget-natural = { $count ->
    [one] 1 day
   *[other] { $count } days
}
budget-months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
day-first = not counted
day-suspended = still
day-rolled = moved on
day-rolled-end = moved here
day-weekend = weekend
day-number = day { $count }
why-first = { $date }: it begins; the first day is not counted.
why-natural = { $date }: day { $number }.
why-suspended = { $date } is not counted: { $reason }.
why-rolled = { $date } is a rest day; the end moves on.
why-rolled-end = { $date } is a working day; the end moves here.
why-working = { $date } is a working day: day { $number }.
why-make-up = { $date } is a make-up working day ({ $name }): day { $number }.
why-weekend = { $date } is a weekend; not counted.
why-holiday = { $date } is a holiday ({ $name }); not counted.
why-provisional = Some of these days are in a year whose holiday calendar is not published yet; weekends and fixed holidays are assumed, and the count is made again when it is.
why-close = It ends at the close of business, { $time }.
suspension-correction = awaiting the applicant's corrections
suspension-objection = objection under inquiry
ledger-suspended = Stood still from { $at }: { $reason }.
ledger-resumed = Went on from { $at }.
ledger-extended = On { $at } { $by } approved { $amount } more days: { $reason }
ledger-reprojected = On { $at } the calendar of { $year } was published and the count made again: { $from } → { $to }.

# Why not
refusal-with-article = { $reason } ({ $article })
act-stale = Somebody has just changed this case. What you wrote is still below; check where the case stands and send it again.
reason-not-in-this-state = Not possible at this step.
reason-closed = The case is closed.
reason-wrong-level = This is done by the { $level }.
reason-other-agency = Another agency has this case.
reason-own-household = This is your own case or one of your household; somebody else must do it.
reason-own-representation = You act for the applicant in this case; somebody else must do it.
reason-worked-at-lower-level = You worked on this case at a lower level; somebody else must review it.
reason-already-holder = You have this case already.
reason-correction-already-asked = Corrections can be asked for once; again only when the applicant has changed the papers.
reason-missing = “{ $field }” is missing.
reason-in-future = “{ $field }” cannot be after today.
reason-before-application = “{ $field }” cannot be before the application.
reason-not-your-role = Your post does not do this.
reason-ticks = It cannot pass yet.
reason-category-not-met = The main category must be one that is ticked as met above.
reason-category-differs = The type must be the one that the bureau confirmed.
reason-notice-still-hangs = The notice hangs until { $until }.
reason-facts-unchanged = It can be posted again only when the posted facts have changed; say what changed.
reason-form-not-signed = The applicant has not signed the form yet.
reason-entry-not-recorded = Record the Golden Insurance entry before forwarding.
reason-entry-already-recorded = The Golden Insurance entry is recorded already.
reason-papers-not-received = The station has not received the papers yet.
reason-papers-already-received = The station has received the papers already.
reason-no-pending-receipt = No receipt of this step is awaited.
reason-time-limit-over = The time limit is over and cannot be extended.
reason-extension-used = This time limit was extended already.
reason-extension-too-long = At most { $most } days at once.
reason-head-only = Only the head of the agency may.
reason-already-confirmed = After the bureau's confirmation an application cannot be withdrawn.
reason-too-young = Applicants must be { $least } or older.
reason-unknown-category = There is no category “{ $category }”.
reason-open-application = This person already has an open application.
reason-already-determined = This person's determination stands; it needs no new application.
reason-calendar-missing = The time limit cannot be counted; ask the administrator to check the holiday calendar.
tick-unknown-condition = There is no condition “{ $condition }”.
tick-general-not-met = “{ $condition }” is not ticked as met.
tick-proof-missing = “{ $condition }” still lacks: { $proofs }.
tick-twice = “{ $condition }” is ticked twice.
tick-no-category = No category is ticked as met.
ticks-others = Other categories (not claimed)
tick-below-met = level below: met
tick-below-not-met = level below: not met
tick-met = Met
tick-seen = Seen:{" "}
tick-claimed = claimed
proof-any-of = any one of these
proof-optional = if there is one

# Lists
head-due = Due
head-person = Person
head-matter = Matter
head-step = Present step
head-next = Next
head-number = Number
head-station = Station
head-holder = Held by
head-condition = Condition
head-verdict = Verdict
head-proof = Proof
head-article = Article
cases-lead = Newest first. A name opens the file, and each opening is recorded.
cases-empty = Try another filter, or begin with an intake.
cases-filter-label = Filter by state
cases-all = All
receipts-lead = Cases entered into Golden Insurance whose receipt has not come yet.
receipts-empty = No case awaits a receipt.
list-empty-title = No cases here yet

# Case
asked-correction = What must be corrected
asked-returned = Why it was returned
asked-objection = The objection
conditions-title = Conditions
facts-title = Applicant and case
verdict-met = Met
verdict-not-met = Not met
verdict-open = To check
reveal-link = Show (give a reason)
reveal-title = Show the full data
reveal-lead = Who looked, when and why is recorded, and the person may ask for it.
reveal-send = Show
reveal-done = Done, back to the case
sex-f = Female
sex-m = Male
age-years = { $count ->
    [one] 1 year old
   *[other] { $count } years old
}
fact-claimed = Categories claimed
fact-file = Person’s file
fact-file-open = Open
fact-phone = Telephone
fact-address = Address
fact-retirement = Statutory retirement
fact-household = Household
person-with-relation = { $name } ({ $relation })
fact-representative = Representative
represented-submit = Filed the application
represented-supply-correction = Supplied the correction
represented-hand-back = Fetched the papers
represented-withdraw = Withdrew the application
represented-on = { $act } on { $on }
fact-station = Station
fact-submitted = Submitted
fact-holder = Held by
fact-objector = Objector
fact-objector-contact = How to reach the objector
fact-limit = Time limit
done-title = Done

# Intake
intake-search-title = Intake: find the person first
intake-search-lead = Identity number, telephone or name. Who is found need not be typed again.
intake-new-person = No file yet, register
intake-nobody-title = Nobody found
intake-nobody-text = Check the number; if there is no file, register the person.
intake-found-title = Found
intake-choose = Apply for this person
intake-title = Application for determination
intake-lead = free of charge
intake-person = Applicant
intake-categories = Categories
intake-household = Household
intake-household-hint = May be left empty. With identity numbers the service can keep relatives from handling the case.
intake-relative = Member of the household
intake-accept = Acceptance
representative-submit = Somebody files for the applicant
representative-supply-correction = Somebody supplies it for the applicant
representative-hand-back = Somebody fetches them for the applicant
representative-withdraw = Somebody withdraws for the applicant
representative-lead = See their identity card and the paper first. The application form is still signed by the applicant.
representative-withdraw-lead = See their identity card and the paper first.
representative-hand-back-lead = See their identity card and the paper first. They sign for the papers; leave the name below as it is.
intake-representative = Who files it
intake-send = Register the application
class-male = Man, formerly 60
class-female-55 = Woman, formerly 55 (managerial or technical post)
class-female-50 = Woman, formerly 50 (worker)

field-q = Identity number, telephone or name
field-claimed = Which categories apply
field-claimed-hint = Any number, at least one.
field-accept = Are the papers complete
field-accept-yes = Complete: accept now
field-faults = What must be corrected
field-faults-hint = One a line, everything at once.
field-materials = Papers received
field-materials-hint = One a line.
field-materials-changed = Did the papers change
field-materials-changed-yes = The applicant replaced or added other papers
field-reasons = Reasons
field-reasons-hint = One a line, in words for the applicant.
field-signed-on = Signed on
field-signed-by = Signed by
field-place = Where it hangs
field-place-hint = For example: notice board at the station's door
field-photo = Photo of the posting
field-photo-hint = Number or file name of the photo that proves it.
field-facts-changed = What changed in the posted facts
field-text = Objection
field-contact = How to reach you
field-upheld = Does the objection hold
field-upheld-no = No, the notice goes on
field-upheld-yes = Yes, refuse
field-finding = Finding and grounds
field-receipt = Golden Insurance receipt
field-receipt-hint = May be left empty and added later.
field-note = Opinion
field-category = Main category
field-category-hint = The type for the certificate's remarks.
field-days = Days
field-reason = Reason
field-step = Receipt of which step
field-number-of-receipt = Receipt number
fault-retirement-class-not-chosen = Choose the retirement class.
fault-claimed-not-chosen = Choose at least one category.
fault-not-chosen = Choose one.
fault-not-a-number = Give a number.
fault-open-application = This person has an open application; erase after it is closed.
fault-unknown-act = There is no such act.
fault-unknown-person = There is no file of this person.

# Board
board-title = Public notice of applicants
board-lead = These people have applied to be determined as hard to employ and passed the station's review. Who disagrees may object during the notice.
board-everywhere = Whole city
board-places = Choose a district
board-empty-title = No notices right now
board-empty-text = Applications that passed the station's review are posted here for the days the rules give.
board-period = From { $from } until { $until }
board-matter = Application for determination as hard to employ
board-phone = Telephone for objections
board-object = Object
object-title = Object to a notice
object-lead = You need not give your name. Only those who inquire see who you are.
object-until = The notice hangs until { $until }
object-send = Send the objection
object-taken-title = Objection received
object-taken-text = The station will look into it within { $days } working days. Meanwhile the notice period stands still.
