# The desk sign.

form-desk-sign-title = Desk Sign
form-desk-sign-complaint = Complaint line
form-desk-sign-window = Window { $window }
