# The public notice.

form-public-notice-title = Public Notice
form-public-notice-number = No. { $notice-number }
form-public-notice-opening = The people below have applied for { $matter } and passed the initial review of the community station. They are made known here for the public to check.
form-public-notice-span = Period of notice
form-public-notice-span-days = { $from } to { $until }
form-public-notice-objection = Anyone who objects may say so within this period, by name or without, and should say what the facts are. Your identity is kept confidential and every objection is looked into.
form-public-notice-privacy = To protect personal data, names are shown in part; numbers, addresses and family circumstances are not shown.
