# 桌牌。

form-desk-sign-title = 桌牌
form-desk-sign-complaint = 監督投訴電話
form-desk-sign-window = { $window } 號窗口
