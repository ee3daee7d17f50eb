# My account.

account-must-change = First change your password
account-must-change-text = Somebody else chose your first password. Change it to one that only you know; then you can begin.
account-password-title = Change your password
account-new-password = New password
account-password-go = Change the password
account-password-done = The password was changed
account-password-done-text = Use the new one at your next sign-in.
account-identity-title = Link your own identity
account-identity-why = Nobody may handle their own case or one of their family. Once your identity is linked, the service knows such cases and asks somebody else.
account-identity-kept = The number itself is not kept: only a keyed fingerprint, from which it cannot be recovered.
account-identity-linked = It is linked. Linking again replaces it; the number itself is not kept, only a fingerprint from which it cannot be recovered.
account-number = Your own identity number
account-identity-go = Link my identity
account-identity-done = Your identity is linked
account-identity-done-text = Cases of your own or of your family will be left to somebody else.
account-absence-title = Away
account-absence-why = While you are away nothing is handed over to you.
account-absence-go = Save
account-absence-back = I am back
account-absence-done = Saved when you are away
account-away-told = { $from } to { $until }
field-away-from = First day
field-away-until = Last day
fault-away-until-before-from = The last day lies before the first
fault-away-until-past = The last day has passed
