# The first-inquiry receipt.

form-inquiry-receipt-title = First Inquiry Receipt
form-inquiry-receipt-responsible = { $first-contact } stays responsible for your matter until somebody else has taken it over and told you so.
form-inquiry-receipt-promised = You will have our answer by { $promised-on }.
form-inquiry-receipt-signature = Signature of the visitor
