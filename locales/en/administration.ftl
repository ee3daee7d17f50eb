# Staff and agencies.

user-add = Add a member of staff
user-add-cancel = Do not add anybody
user-change-go = Save the changes
user-change-cancel = Change nothing
user-name-hint = For signing in; it cannot be changed later. Lower-case letters, digits, dots or hyphens.
user-first-password = First password
user-first-password-hint = At least 10 characters. Tell it to the person yourself; it must be changed at the first sign-in.
user-new-password = New first password
user-new-password-hint = For somebody who forgot theirs. At least 10 characters; tell it to them yourself. They are signed out at once and must change it at the next sign-in.
user-find-agency = Look up the code of an agency
user-active-yes = May sign in
user-active-no = Closed: signed out at once
user-open = May sign in
user-closed = Closed
user-must-change = First password not changed yet
user-done = Saved
user-done-text = The account of { $name } has been saved.
users-search = Name, sign-in name or agency
users-only-label = By account
users-only-all = All
users-only-open = May sign in
users-only-closed = Closed
users-shown = { $count ->
    [one] { $count } person
   *[other] { $count } people
 } on this page
users-empty-title = Nobody found
users-empty-text = Try another name, or add somebody. Only the staff of the agencies that you keep are listed.

# Agencies
agency-title-station = Labour, Employment and Social Security Station of { $name }
agency-title-office = Labour, Employment and Social Security Centre of { $name }
agency-title-bureau = Employment Bureau of { $name }
agency-title-city = Employment Bureau of { $name }
agency-name = Name
agency-level = Level
agency-code = Code
agency-phone = Public telephone
agency-address = Public address
agency-below = Below
agency-virtual = Statistical division
agency-closed = Closed
agency-not-given = not given
agency-change = Change this agency
agency-change-go = Save the changes
agency-staff = Staff of this agency
agency-active = Open or closed
agency-active-yes = Open: takes applications
agency-active-no = Closed: takes no new applications
agency-done = Saved
agency-done-text = The agency has been changed. Running time limits stay as they are; new ones end at the new close of business.
agency-leaf = This is a station; there is no agency below it.
agencies-search = Name or code of an agency
agencies-below = { $count ->
    [one] { $count } agency
   *[other] { $count } agencies
 } below
agencies-found = { $count ->
    [one] { $count } agency
   *[other] { $count } agencies
 } found
agencies-found-first = the first { $most } are shown; type more of the name
agencies-none-title = No agency found
agencies-none-text = Try a part of the name in Chinese, such as “兆麟”, or the first digits of the code.
agencies-empty-title = There is no agency below
agencies-empty-text = The agencies below this one are not loaded. Ask whoever runs the server to load the tree of agencies.

# The end of a division's name that the full title of its station leaves out.
agency-committee = 居委会
