# The start page for residents.

start-title = Help for people who find it hard to get work
start-lead = If it is hard for you to find work, you can apply to be recognised as such (就業困難人員認定). A named person at your station will then help you, and you can get supports such as subsidies for social insurance.
start-where-label = Where to apply
start-where = At the station of your own community, in person
start-where-free = It is free of charge, and you need nobody to speak for you.
start-check = Check in five minutes whether you can apply
start-check-note = No sign-in; nothing you enter is kept.
start-who = Who can apply
start-who-general = All of these must be true of you:
start-who-category = And at least one of these. Open one to see what it means:
start-category-proofs = For this one also bring:
start-bring = What to bring
start-bring-missing = If something is missing, the station tells you everything at once, in writing, so that you need not come again and again.
start-how-long = How long it takes
start-how-long-text = Each step has a time limit, and the agency above sees when it is missed. Working days leave out weekends and holidays.
start-step-initial-review = Review by the station
start-step-notice = Public notice
start-step-entry = Entry, and on to the subdistrict
start-step-second-review = Review by the subdistrict office
start-step-confirmation = Confirmation by the district bureau
start-step-papers-back = Your papers are handed back
start-limit-working = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
 }
start-limit-natural = { $count ->
    [one] { $count } day
   *[other] { $count } days
 }
start-limit-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
 }
start-more = You can also
start-notices = See public notices and object to one
start-rules = Read the rules, article by article
start-staff = Sign in as staff
