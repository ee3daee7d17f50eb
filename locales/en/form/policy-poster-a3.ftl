# The poster, A3.

form-policy-poster-a3-title = Policy Poster (A3)
form-policy-poster-a3-brand = Community Employment Service
form-policy-poster-a3-come = Come and see us
form-policy-poster-a3-more = Scan for more
