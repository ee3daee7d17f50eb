# Fields, and what is said when one is wrong.

# People
field-number = Identity number
field-number-hint = 18 characters; the last may be X. Old 15-digit numbers, residence permits of Hong Kong, Macao and Taiwan residents and permanent residence cards are fine too.
field-name = Name
field-phone = Telephone
field-phone-hint = A mobile number, or a landline with its area code, such as 0451-84000000. Leave it empty if there is none.
field-address = Address
field-retirement-class = Retirement class
field-retirement-class-hint = For women it follows from the post: 55 in management and technical posts, 50 for workers. Take it from the records; do not guess.
field-certificate = Number of the registration certificate
field-relative-name = Name
field-relative-relation = Relation to the applicant
field-relative-relation-hint = For example: husband, daughter.
field-relative-number = Identity number
field-household = Household
field-representative-name = Name of who came
field-representative-relation = Relation to the applicant
field-representative-relation-hint = For example: daughter, guardian, neighbour.
field-representative-number = Their identity number
field-representative-phone = Their telephone
field-representative-paper = Paper that entitles them
field-representative-paper-none = Choose one
field-representative-reference = Number or date of the paper
field-representative-reference-hint = Without a number, the day on which it was signed.

# Staff and agencies
field-display-name = Name
field-display-name-hint = As on papers and on the operator's seal.
field-role = Role
field-agency = Agency
field-agency-hint = The 12-digit code of the agency.
field-active = Account
field-password = Password
field-password-hint = At least 10 characters. Long and easy to remember is best, such as a few unrelated words.
field-old = Present password
field-again = New password, once more
field-close-of-business = Close of business
field-close-of-business-hint = Time limits end at this hour of their last day. As 17:00.
field-now = Training time

# When something is wrong
fault-missing = Fill this in.
fault-reason-missing = Write down the reason.
fault-reasons-missing = Write down the reasons, one a line.
fault-q-missing = Type an identity number, a telephone, a name or a case number, then press Find.
fault-q-too-short = Type at least two characters of the name.
fault-text-missing = Write down what you know.
fault-old-missing = Type your present password.
fault-password-missing = Type the password.
fault-relative-relation-missing = Say how this relative is related to the applicant.
fault-too-long = This is too long. Keep it within 200 characters.
fault-text-too-long = This is too long. Keep it within 200 characters.
fault-control-characters = There are invisible characters in it, most likely from pasting. Delete it and type it again.
fault-unknown-agency = No open agency has this code. Look up the 12-digit code under Agencies.
fault-not-yours = You do not keep the staff of this agency. Use the code of your own agency or of one below it.
fault-class-does-not-fit-sex = The retirement class does not fit the sex in the identity number. Check which of the two is wrong.
fault-name-taken = Somebody has this sign-in name already. Choose another.
fault-bad-user-name = A sign-in name has 2 to 40 lower-case letters, digits, dots or hyphens, and is not “public” or “service”.
fault-too-short = This is too short. Write more.
fault-password-too-short = The password is too short. It needs at least 10 characters.
fault-password-too-long = The password is too long. It may have 200 characters at most.
fault-wrong-password = The present password is wrong. Type it again.
fault-same-password = The new password is the same as the old one. Choose another.
fault-differs = The two new passwords differ. Type them again.
fault-bad-time = This is no time of day. Write it as 17:00.
fault-clock-only-forward = The training clock only goes forward. Choose a time after the present one.
fault-clock-too-far = The clock moves at most ten years at once. Choose a nearer time.
fault-unreadable = This cannot be read. Type it again.
fault-now-unreadable = Choose the day and the time, then press “Move to it”.
fault-number-unreadable = This number cannot be read. Type it again as on the card.
fault-too-many = There are too many. Take some out.
fault-household-too-many = At most 20 relatives can be entered.
fault-representative-number-empty = Type the identity number of who came, as on the card.
fault-representative-number-own-number = This is the applicant’s own number. If the applicant came, leave this part empty.
fault-representative-relation-missing = Say what they are to the applicant.
fault-representative-paper-not-chosen = Choose the paper that entitles them. Without a paper nobody may act for the applicant.
fault-representative-paper-unknown-paper = There is no such paper. Choose one of those listed.
fault-representative-reference-missing = Type the number of the paper or, without one, the day on which it was signed.
fault-representative-phone-wrong-length = The telephone number is too long or too short. A mobile has 11 digits; a landline needs its area code.
fault-representative-phone-not-digits = A telephone number has only digits, spaces and hyphens.
fault-signed-by-not-the-applicant = This is not the applicant’s name. If somebody else fetches the papers, name them and their paper under “Somebody fetches them for the applicant”.
fault-signed-by-not-the-representative = This is not the name of the representative. Who fetches the papers signs for them.
fault-unknown-role = Choose a role.
fault-own-account = You cannot close your own account or change your own role. Ask another administrator.
fault-changed-meanwhile = Somebody else has just changed this. What you typed is still below; check it and send it again.
fault-sign-in-name-missing = Type your sign-in name.
fault-sign-in-failed = The name or the password is wrong. Check capitals and try again; if you forgot the password, ask your administrator.
fault-stale-form = This page was open too long. Type your password again and sign in.

# Names
fault-name-empty = Type the name as on the card.
fault-name-too-long = A name has at most 50 characters. Type it as on the card.
fault-name-control-character = There is an invisible character in the name. Delete it and type the name again.
fault-name-no-letters = There is no letter in the name. Type it as on the card.

# Numbers
fault-empty = Type the number.
fault-number-empty = Type the identity number as on the card.
fault-wrong-length = The number has too many or too few characters. Compare it with the card, one by one.
fault-not-digits = There is a character that does not belong. Only the last may be X; the others are digits.
fault-wrong-character = There is a letter that never stands in such a code. Check I and 1, O and 0.
fault-wrong-check-digit = The last character does not fit the others, so at least one is mistyped. Compare it with the card.
fault-impossible-date = The date of birth inside the number does not exist. Check characters 7 to 14.
fault-born-in-future = The date of birth inside the number lies in the future. Check characters 7 to 14.
fault-born-too-early = The year of birth inside the number is too long ago. Check characters 7 to 10.
fault-old-foreign-card = This is the number of an older permanent residence card. Use the 18-digit card.
fault-wrong-disability-type = The type of disability is wrong. Character 19 is 1 to 7.
fault-wrong-disability-grade = The grade of disability is wrong. Character 20 is 1 to 4.
fault-wrong-suffix = After the grade only the letters or digits of a reissue may follow. Check them.
fault-no-area-code = A landline needs its area code, such as 0451-84000000.
fault-wrong-phone-prefix = No telephone number begins like this. A mobile begins with 13 to 19, a landline with 0 and its area code.
fault-phone-empty = Type the telephone number.
fault-phone-wrong-length = The telephone number is too long or too short. A mobile has 11 digits; a landline needs its area code.
fault-phone-not-digits = A telephone number has only digits, spaces and hyphens.
fault-not-a-date = There is no such day; check year, month and day
