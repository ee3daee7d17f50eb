# 我的账号。

account-must-change = 请先改掉初始密码
account-must-change-text = 初始密码是别人替您定的。改成只有您自己知道的，才能开始工作。
account-password-title = 更改密码
account-new-password = 新密码
account-password-go = 更改密码
account-password-done = 密码已更改
account-password-done-text = 下次登录请用新密码。
account-identity-title = 登记本人身份
account-identity-why = 规则不许经办自己和家人的案件。登记以后，系统认得出这样的案件，会请别人来办。
account-identity-kept = 您的号码不保存，只保存一个加了密钥、还原不了的摘要。
account-identity-linked = 已经登记。再登记一次会替换原来的；号码本身不保存，只保存还原不了的摘要。
account-number = 您本人的身份证号
account-identity-go = 登记身份
account-identity-done = 身份已登记
account-identity-done-text = 遇到您自己或家人的案件，系统会请别人来办。
account-absence-title = 休假
account-absence-why = 休假期间，同事不能把来访移交给您。
account-absence-go = 保存休假
account-absence-back = 我已回来
account-absence-done = 休假已更新
account-away-told = { $from }至{ $until }
field-away-from = 第一天
field-away-until = 最后一天
fault-away-until-before-from = 最后一天不能早于第一天
fault-away-until-past = 最后一天已经过去
