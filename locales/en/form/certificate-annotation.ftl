# The annotation of the certificate.

form-certificate-annotation-title = Certificate Annotation
form-certificate-annotation-heading = Determined as having difficulty finding work
form-certificate-annotation-field-page-width = Page width (mm)
form-certificate-annotation-field-page-height = Page height (mm)
form-certificate-annotation-field-from-top = From the top (mm)
