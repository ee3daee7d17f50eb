# 工作证。

form-staff-badge-title = 工作证
form-staff-badge-complaint = 监督电话
form-staff-badge-brand = 社区就业援助
