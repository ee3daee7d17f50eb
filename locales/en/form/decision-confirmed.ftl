# The decision that confirms.

form-decision-confirmed-title = Notice of Determination
form-decision-confirmed-number = { $number } · Case no. { $case-number }
form-decision-confirmed-to = To { $name } ({ $id-number }):
form-decision-confirmed-opening = After review by the community, the street and the district, you are determined as a person having difficulty finding work from { $determined-on }, in this category:
form-decision-confirmed-next = We will enter the main category in the remarks of your certificate, under the operator’s name seal. Certificate and papers come back to you through { $station }; please sign for them.
form-decision-confirmed-help = The station will name one responsible person, who agrees a plan of assistance with you and goes through every support you may apply for.
form-decision-confirmed-change = Please tell the station when you find work, or when your family, health or other circumstances change.
