# The decision that refuses.

form-decision-refused-title = Decision Not to Determine
form-decision-refused-number = { $number } · Case no. { $case-number }
form-decision-refused-to = To { $name } ({ $id-number }):
form-decision-refused-opening = Your application of { $filed-on } for { $matter } does not meet the conditions and is refused, for these reasons:
form-decision-refused-remedies = If you disagree with this decision, you may:
form-decision-refused-again = You may apply again at any time when your circumstances change and meet the conditions. Job search, training and the other public employment services remain open to you.
