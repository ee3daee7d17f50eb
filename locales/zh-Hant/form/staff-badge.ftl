# 工作證。

form-staff-badge-title = 工作證
form-staff-badge-complaint = 監督電話
form-staff-badge-brand = 社區就業援助
