# The objection record.

form-objection-record-title = Record of an Objection
form-objection-record-anonymous = (not named)
form-objection-record-part-objection = 1. The objection
form-objection-record-part-check = 2. What was found
form-objection-record-secret = This record names the objector. It is not to be shown to the person concerned, nor to anybody without need.
