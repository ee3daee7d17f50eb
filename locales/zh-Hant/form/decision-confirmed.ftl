# 認定通知書。

form-decision-confirmed-title = 就業困難人員認定通知書
form-decision-confirmed-number = { $number }　案號：{ $case-number }
form-decision-confirmed-to = { $name }（{ $id-number }）：
form-decision-confirmed-opening = 經社區初審、街道復審和區縣審核，確認您自{ $determined-on }起為就業困難人員，類別如下：
form-decision-confirmed-next = 我們將在您的登記證備註欄註明主要類別並加蓋經辦人工作名章，證件和材料經{ $station }發還，請您簽收。
form-decision-confirmed-help = 社區會確定一名責任人，與您商定援助計劃。您可以申請的扶持政策，由責任人逐項告知。
form-decision-confirmed-change = 找到工作，或者家庭、健康等情況有變化，請及時告知社區服務站。
