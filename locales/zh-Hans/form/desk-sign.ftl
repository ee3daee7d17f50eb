# 桌牌。

form-desk-sign-title = 桌牌
form-desk-sign-complaint = 监督投诉电话
form-desk-sign-window = { $window } 号窗口
