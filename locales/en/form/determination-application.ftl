# The determination application.

form-determination-application-title = Application for Determination of Difficulty in Finding Work
form-determination-application-part-person = 1. The applicant
form-determination-application-part-categories = 2. Category applied for
form-determination-application-part-family = 3. Household
form-determination-application-part-papers = 4. Papers
form-determination-application-part-statement = 5. Application and promise
form-determination-application-part-review = 6. Opinions
form-determination-application-promise = I declare that what is written above and the papers handed in are true and valid. I will tell the station when my situation changes, and I answer for anything withheld.
form-determination-application-notice = Public notice
form-determination-application-notice-span = { $notice-from } to { $notice-until }
form-determination-application-station-level = Community station: initial review
form-determination-application-office-level = Street or township office: second review
form-determination-application-bureau-level = District or county bureau: confirmation
form-determination-application-operator = Operator (name seal)
form-determination-application-main = The main category is named; the other ticks are also met.
form-determination-application-field-station-opinion = Initial review: opinion
form-determination-application-field-station-operator = Initial review: operator
form-determination-application-field-station-on = Initial review: day
form-determination-application-field-office-opinion = Second review: opinion
form-determination-application-field-office-operator = Second review: operator
form-determination-application-field-office-on = Second review: day
form-determination-application-field-bureau-opinion = Confirmation: opinion
form-determination-application-field-bureau-operator = Confirmation: operator
form-determination-application-field-bureau-on = Confirmation: day
