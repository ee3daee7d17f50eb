# Sign-in, and the training clock.

sign-in-title = Sign in
sign-in-lead = For the staff of stations, subdistrict offices and district bureaus.
sign-in-name = Sign-in name
sign-in-training = This is training. Sign-in names and passwords are printed when the service starts.
sign-in-go = Sign in
sign-in-not-staff = Not staff?
sign-in-to-start = How to apply
sign-in-forgotten = If you forgot your password, ask the administrator of your agency.
training-not-moved = The clock was not moved
training-not-moved-text = Try again at the top of the page, or go back to where you were.
training-back = Back to where I was
