# The receipt of acceptance.

form-acceptance-receipt-title = Receipt of Acceptance
form-acceptance-receipt-number = Case no. { $case-number }
form-acceptance-receipt-to = To { $name }:
form-acceptance-receipt-opening = Your application of { $filed-on } for “{ $matter }” is complete. It was accepted on { $accepted-at }.
form-acceptance-receipt-promise = You will have our answer by
form-acceptance-receipt-promise-note = Time for the public notice, for checking objections and for corrections is counted apart, as the rules provide. Should more time be needed, we will tell you why and until when, in writing, before this day.
form-acceptance-receipt-papers = Papers received
form-acceptance-receipt-keep = Please keep this receipt. Originals are returned once compared; those we keep meanwhile come back through the community station, where you sign for them.
