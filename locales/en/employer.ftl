# Employers.

nav-employers = Employers
employers-lead = Employers of the county, as imported from registers.
employers-look = Credit code or part of the name
employers-go = Look
employers-found = { $count ->
    [one] { $count } employer
   *[other] { $count } employers
 } on this page
employers-results = Employers
employers-none-title = No employer found
employers-none-text = Check the code or try another part of the name. The administrator imports employers from registers (leye import employers).
employer-name = Name
employer-code = Credit code
employer-trade = Trade
employer-address = Address
employer-contact = Contact
employer-phone = Telephone
employer-agency = Kept by
employer-not-given = not given
