# The rules for everybody to read.

rules-title = The rules
rules-find = Look for words, an article or a fact
rules-none-title = Nothing was found
rules-none-text = Try fewer or other words, such as household, age or C1.3.
rules-all = Show all articles
rules-group-who = Who is recognised
rules-group-how = How it goes, and by when
rules-group-besides = What the rules build on
rules-about-general = What is required of everybody, whatever their category.
rules-about-retirement = Until when somebody is of working age, by month of birth and class.
rules-about-calendar = Days that are free or worked otherwise than their place in the week says. Time limits in working days are counted by them.
rules-about-facts = What conditions ask for, how a resident is asked, what shows it and who can confirm it.
rules-refusal = What one can do against a refusal
rules-calendar = Statutory calendar
rules-facts = Facts
rules-sources = What the rules were taken from
rules-hash = Fingerprint of these rules: { $hash }…
rules-public = These are the rules by which the service decides. What is shown here is what runs.
rules-checked = last read { $day }
rules-from = In force since { $from }
rules-from-to = In force from { $from } to { $to }
rules-now = in force now
rules-ours = set by this service, not by the rules
rules-unverified = not yet checked against the document
rules-unit-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
 }
rules-unit-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
 }
rules-unit-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
 }
rules-unit-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
 }
rules-unit-times = { $count ->
    [one] once
   *[other] { $count } times
 }
rules-unit-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
 }
rules-unit-characters = { $count ->
    [one] 1 character
   *[other] { $count } characters
 }
rules-unit-percent = { $count } percent
rules-unit-points = { $count ->
    [one] { $count } point
   *[other] { $count } points
 }
rules-age-and = {" and "}
rules-limit-roll = { $days }; an end on a rest day moves to the next working day
rules-conditions = Conditions
rules-shared = shared by several categories
rules-included = exception: belongs all the same
rules-excluded = exception: does not belong
rules-values = Numbers
rules-values-text = Each with the days on which it holds and where it was read.
rules-proofs = Proofs
rules-or = {" or "}
rules-facts-used = What is asked
rules-steps = Steps and time limits
rules-examples = Worked examples
rules-examples-text = Each is computed again with every change of the rules, and has to come out as it says.
rules-example-household = Also in the household
rules-ruling-eligible = eligible
rules-ruling-ineligible = not eligible
rules-ruling-unknown = not known
rules-fact-question = How it is asked
rules-fact-kind = Answer
rules-fact-authority = Who can confirm it
rules-fact-used = Used by
rules-kind-flag = yes or no
rules-kind-day = a day
rules-kind-whole = a number from { $from } to { $to }
rules-kind-word = one of: { $words }
rules-function-age = completed years on the day of the ruling
rules-function-years-before = the date so many years before the day of the ruling
rules-function-retirement = the statutory retirement date
rules-function-some-member = it is so of somebody in the household, the person included
rules-function-day = the day of the ruling
rules-births = Born
rules-births-until = until { $month }
rules-births-from = from { $month }
rules-age = Retirement age
rules-retires = Retires
rules-day = Day
rules-festival = Festival
rules-day-kind = Is
rules-holiday = free
rules-workday = worked
rules-year-summary = { $holidays } days are free, { $workdays } rest days are worked.
rules-relatives = Rules that build on one another
rules-changes = What changed
rules-later-text = Later changes, kept apart from the rules in force here.
rules-earlier-text = These rules build on the earlier ones, and changed this:
rules-later-articles = Articles that differ:
rules-file-replaced = { $file } takes the place of the file of the same name
rules-file-added = { $file } is added
rules-change-condition-new = New condition: { $title }
rules-change-condition-gone = Dropped: { $title }
rules-change-condition = { $title }: was “{ $old }”, is “{ $new }”
rules-change-value-new = New number { $name }: { $new }
rules-change-value = { $name }: was { $old }, is { $new }
rules-change-proof-new = New proof: { $title }
rules-change-proof-gone = Proof no longer asked for: { $title }
