# What all papers say.

form-all-page = Page # of %
form-all-continued = { $title } (continued)
form-all-continues = … (see the continuation page)
form-all-verify-code = Verification code
form-all-verify-how = Scan the code, or enter it on the verification page, to see that this paper is genuine and in force.
form-all-seal = (seal)
form-all-name-seal = Name seal
form-all-photo = Photo
form-all-free = The service is free of charge throughout.
form-all-colon = :
form-all-number-sign = No.
form-month = { $month-name } { $year }
form-money = CNY { $amount }
form-blank = ____________
form-list-sign = ; 
form-all-date = Date
form-day = { $day } { $month-name } { $year }
