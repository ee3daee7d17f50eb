# The annotation of the certificate.

form-certificate-annotation-title = Certificate Annotation
form-certificate-annotation-heading = Determined as having difficulty finding work
