# The one-time correction notice.

form-correction-notice-title = Notice of Corrections
form-correction-notice-number = Case no. { $case-number }
form-correction-notice-to = To { $name }:
form-correction-notice-opening = Your application of { $filed-on } for “{ $matter }” needs the following corrections:
form-correction-notice-until = Please complete them by { $until }. If they are not complete by then, the application counts as withdrawn; you may apply again later.
form-correction-notice-once = This is everything: nothing further will be asked for. The time you take is not counted against our time limit.
