# The poster, A4.

form-policy-poster-a4-title = Policy Poster (A4)
form-policy-poster-a4-brand = Community Employment Service
form-policy-poster-a4-come = Come and see us
form-policy-poster-a4-more = Scan for more
