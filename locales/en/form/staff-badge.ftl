# The staff badge.

form-staff-badge-title = Staff Badge
form-staff-badge-complaint = Complaints
form-staff-badge-brand = Community Employment Service
