# The decision that returns.

form-decision-returned-title = Notice of Return
form-decision-returned-number = { $number } · Case no. { $case-number }
form-decision-returned-to = To { $to-agency }:
form-decision-returned-opening = The application of { $name } for { $matter }, which you passed on, is returned for these reasons:
form-decision-returned-tasks = Please do the following, and explain it to the applicant:
form-decision-returned-until = Please finish by { $until } and pass the case on again.
form-decision-returned-papers = Papers returned with this notice
