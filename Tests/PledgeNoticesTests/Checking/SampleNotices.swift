/// Texts of our own: notices of three vintages and texts that only look like one.
enum SampleNotices {
    static let header = """
        NOTICE OF PRIVACY PRACTICES

        THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED AND HOW YOU CAN GET ACCESS TO THIS \
        INFORMATION. PLEASE REVIEW IT CAREFULLY.

        Effective date: March 2, 2026


        """

    private static let uses = """
        How we may use and share your information

        Treatment. We may share your information with other doctors who treat you. For example, we may send an x-ray to your surgeon.

        Payment. We may use your information to get paid. For example, we may send a claim to your health plan.

        Operations. We may use your information for our operations, such as quality review and training of staff.

        We may also share information without your authorization:

        - when a law requires it;
        - for public health, for example to control disease;
        - to report abuse, neglect or domestic violence;
        - with agencies that oversee health care, for audits and inspections;
        - in answer to a court order or a subpoena;
        - with law enforcement officials;
        - with coroners, medical examiners and funeral directors;
        - with organ donation organizations;
        - for research that a review board has approved;
        - to prevent a serious threat to health or safety;
        - for the military and national security;
        - for workers' compensation;
        - with family and friends who are involved in your care, unless you object;
        - in disaster relief.

        """

    private static let rights = """
        Your rights

        You may ask us to restrict how we use your information. We are not required to agree.

        You may ask us to contact you in a certain way or at a certain place.

        You may inspect and copy your medical record.

        You may ask us to amend your record if you think it is wrong.

        You may ask for an accounting of disclosures.

        You may have a paper copy of this notice at any time.

        """

    private static let duties = """
        Our duties

        We are required by law to maintain the privacy of your information, to give you this notice of our legal duties and \
        privacy practices, and to abide by the terms of the notice currently in effect. We reserve the right to change this \
        notice and to make the change effective for all information that we maintain. A revised notice will be posted in our \
        office.

        Other uses and disclosures will be made only with your written authorization, which you may revoke in writing.

        If you believe your privacy rights have been violated, you may file a complaint with us or with the Secretary of Health \
        and Human Services. We will not retaliate against you for filing a complaint. Contact our Privacy Officer at \
        (312) 555-0142.

        """

    private static let of2013 = """
        We need your written authorization for marketing, for a sale of your information, and for most uses of psychotherapy \
        notes. If you pay for a service in full out of pocket, we must agree not to tell your health plan when you ask. We are \
        required by law to notify you of a breach of your unsecured information.

        """

    private static let of2026 = """
        Records of substance use disorder treatment are protected by 42 CFR Part 2. They are not used in civil, criminal, \
        administrative or legislative proceedings against you without your written consent or a court order.

        """

    static let in2003 = header + uses + rights + duties
    static let in2013 = in2003 + of2013
    static let in2026 = in2013 + of2026

    static let inSpanish = """
        AVISO DE PRÁCTICAS DE PRIVACIDAD

        Este aviso describe cómo puede usarse y divulgarse su información médica y cómo usted puede tener acceso a esta \
        información. Revíselo con cuidado.

        Estamos obligados por ley a mantener la privacidad de su información médica, a entregarle este aviso de nuestras \
        obligaciones legales y prácticas de privacidad y a cumplir los términos del aviso vigente.

        Tratamiento. Podemos compartir su información con otros médicos. Por ejemplo, enviamos sus análisis al especialista.

        Podemos divulgar su información en respuesta a una orden judicial, para la salud pública y a la policía.

        Usted tiene derecho a revisar y obtener una copia de su expediente médico, a solicitar una enmienda de su expediente, y \
        a recibir un informe de las divulgaciones. Puede pedirnos que limitemos el uso de su información; no estamos obligados a \
        aceptar. Puede pedir una copia impresa de este aviso.

        Puede presentar una queja ante nosotros o ante la Oficina de Derechos Civiles. No tomaremos represalias.
        """

    /// What is no notice, by a name.
    static let others: [(name: String, text: String)] = [
        (
            "website policy",
            """
            Privacy Policy
            Effective date: May 1, 2024
            This policy describes how our website collects and uses personal data. We use cookies, web beacons and analytics. Your
            browser sends us your IP address. We may share your information with advertisers and with service providers, and when
            required by law, such as a subpoena. Under the CCPA and the GDPR you may access, correct or delete your personal data.
            You may unsubscribe from our newsletter. By using this site you accept our terms of use.
            """
        ),
        (
            "authorization",
            """
            AUTHORIZATION FOR RELEASE OF HEALTH INFORMATION
            I authorize Alder Clinic to release my medical record to the person named below. I understand that I may revoke this
            authorization in writing at any time. I understand that information may be redisclosed by the recipient and no longer
            protected. I understand that treatment does not depend on my signature.
            Signature of patient: ____________ Date: ________
            """
        ),
        (
            "acknowledgment",
            """
            ACKNOWLEDGMENT OF RECEIPT
            I acknowledge that I have received the Notice of Privacy Practices of Alder Clinic, which describes how medical
            information about me may be used and disclosed. I understand that I may refuse to sign.
            Signature: ____________ Relationship: ________
            """
        ),
        (
            "business associate agreement",
            """
            BUSINESS ASSOCIATE AGREEMENT
            WHEREAS the parties wish to comply with HIPAA. Business Associate shall make available an accounting of disclosures,
            shall make protected health information available for amendment and access, and shall report a breach to Covered
            Entity. Business Associate agrees to make its records available to the Secretary of Health and Human Services. The
            parties agree that this agreement ends on a material breach of contract.
            """
        ),
        (
            "article",
            """
            What is a HIPAA notice of privacy practices?
            Covered entities must give patients a notice. HIPAA gives patients the right to access and copy their records, to
            request amendments and to receive an accounting of disclosures. Providers must describe treatment, payment and health
            care operations with an example. Covered entities should post the notice and may mail it. Complaints go to the
            Secretary of Health and Human Services. Covered entities must not retaliate.
            """
        ),
        (
            "policy for staff",
            """
            POLICY AND PROCEDURE: Notice of Privacy Practices
            Purpose: workforce members must give every new patient the notice. Procedure: the receptionist will document the
            acknowledgment. Employees must keep information confidential. Staff will be trained each year, and workforce members
            who do not follow this policy are subject to disciplinary action and sanctions. The privacy officer will revise the
            notice when the law changes.
            """
        ),
        (
            "landing page",
            """
            Notice of Privacy Practices
            Our Notice of Privacy Practices describes how medical information about you may be used and disclosed and how you can
            get access to this information. You have the right to access your records, to request corrections and to receive a
            copy of the notice. View our full notice of privacy practices (PDF) here.
            """
        ),
        (
            "aviso de privacidad of another country",
            """
            Aviso de privacidad
            El responsable del tratamiento de sus datos personales es la clínica. Usted puede ejercer sus derechos ARCO: acceso,
            rectificación, cancelación y oposición de sus datos personales. Usamos cookies en este sitio; su navegador puede
            rechazarlas. Sus datos personales sensibles se tratan con su consentimiento. Puede revocar su consentimiento.
            """
        ),
    ]
}
