# 我的帳號。

account-must-change = 請先改掉初始密碼
account-must-change-text = 初始密碼是別人替您定的。改成只有您自己知道的，才能開始工作。
account-password-title = 更改密碼
account-new-password = 新密碼
account-password-go = 更改密碼
account-password-done = 密碼已更改
account-password-done-text = 下次登入請用新密碼。
account-identity-title = 登記本人身份
account-identity-why = 規則不許經辦自己和家人的案件。登記以後，系統認得出這樣的案件，會請別人來辦。
account-identity-kept = 您的號碼不保存，只保存一個加了密鑰、還原不了的摘要。
account-identity-linked = 已經登記。再登記一次會替換原來的；號碼本身不保存，只保存還原不了的摘要。
account-number = 您本人的身份證號
account-identity-go = 登記身份
account-identity-done = 身份已登記
account-identity-done-text = 遇到您自己或家人的案件，系統會請別人來辦。
account-absence-title = 休假
account-absence-why = 休假期間，同事不能把來訪移交給您。
account-absence-go = 保存休假
account-absence-back = 我已回來
account-absence-done = 休假已更新
account-away-told = { $from }至{ $until }
field-away-from = 第一天
field-away-until = 最後一天
fault-away-until-before-from = 最後一天不能早於第一天
fault-away-until-past = 最後一天已經過去
