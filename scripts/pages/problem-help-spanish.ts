import type { ProblemCode } from '../../src/core/contract/problems.ts';
import type { ProblemHelp } from '../openapi/problem-help.ts';

/** The pages of problems in Spanish. The API itself answers in English. */
export const PROBLEM_HELP_SPANISH: Record<ProblemCode, ProblemHelp & { title: string }> = {
  'malformed-body': {
    title: 'El cuerpo no es JSON',
    meaning: 'El cuerpo, o una línea de NDJSON, no es JSON, no está en UTF-8 o termina antes que el JSON.',
    remedy:
      'Envía un solo documento JSON en UTF-8, sin sustitutos sueltos. Escribe los números como en JSON: sin NaN ni ceros iniciales. JSON no tiene comas finales. El carácter de reemplazo U+FFFD, señal de un texto mal decodificado, tampoco se acepta. Si lo quieres enviar, escribe \\ufffd.',
  },
  'invalid-option': {
    title: 'Una opción de la consulta no es válida',
    meaning:
      'Un parámetro de la consulta no existe, aparece dos veces, tiene un valor no válido, o esta variante no lo admite, o no para tantas filas.',
    remedy:
      'El campo detail nombra el parámetro y lo que se admite. GET /models/{model} enumera las opciones de cada variante y los nombres de los umbrales. POST /v2/…/infer no tiene parámetros.',
  },
  unauthorized: {
    title: 'Se necesita una clave válida',
    meaning: 'La petición no lleva clave, o la clave no es válida. La respuesta no dice cuál de las dos cosas.',
    remedy:
      'Envía la clave entera, y nada más, en la cabecera x-api-key. Una clave que antes servía puede haber caducado o haber sido revocada: pide otra.',
  },
  forbidden: {
    title: 'La clave no es válida para este modelo',
    meaning: 'La clave es válida, pero no para este modelo o no para esta variante.',
    remedy: 'Usa otro modelo, o pide una clave que incluya este.',
  },
  'unknown-path': {
    title: 'No hay nada en esta dirección',
    meaning: 'El servicio no tiene nada en esta ruta.',
    remedy: 'Compara la ruta con la referencia en /docs. Las mayúsculas cuentan; una barra al final no importa.',
  },
  'unknown-model': {
    title: 'No existe ese modelo',
    meaning: 'No hay ningún modelo con este nombre.',
    remedy: 'GET /models enumera los modelos.',
  },
  'unknown-variant': {
    title: 'El modelo no tiene esa variante',
    meaning: 'El modelo no tiene ninguna variante con este nombre.',
    remedy: 'GET /models/{model} enumera sus variantes. Sin variante en la ruta, la elige el servicio.',
  },
  'method-not-allowed': {
    title: 'La ruta no admite este método',
    meaning: 'La ruta existe, pero no admite este método.',
    remedy: 'La cabecera Allow enumera los métodos de la ruta.',
  },
  'body-too-large': {
    title: 'El cuerpo es demasiado grande',
    meaning: 'El cuerpo tiene más bytes de los que admite una petición; o, en NDJSON, una línea es demasiado larga.',
    remedy:
      'Reparte las filas entre varias peticiones, o envíalas como NDJSON, donde solo se limita la longitud de una línea.',
  },
  'unsupported-media-type': {
    title: 'El cuerpo debe ser application/json',
    meaning: 'Las cabeceras anuncian algo que no es JSON en UTF-8, o un cuerpo comprimido.',
    remedy:
      'Envía content-type: application/json, o application/x-ndjson para una fila por línea, y ningún content-encoding.',
  },
  'invalid-input': {
    title: 'Los datos no son los que el modelo espera',
    meaning:
      'El cuerpo es JSON, pero no lo que el modelo espera: un campo falta, no existe, está fuera de rango o es de otro tipo. O tiene más filas de las que admite el nivel de la clave.',
    remedy:
      'Cada elemento de errors señala un valor (JSON Pointer) y dice qué se admite. Se enumeran todos los errores a la vez, hasta 100. Una sola fila incorrecta hace rechazar el lote entero.',
  },
  'rate-limited': {
    title: 'Demasiadas peticiones',
    meaning: 'La clave ha enviado más peticiones de las que permite su nivel.',
    remedy: 'Espera los segundos que indica la cabecera Retry-After. Un lote de muchas filas cuenta como una petición.',
  },
  'header-too-long': {
    title: 'Una cabecera es demasiado larga',
    meaning: 'Una cabecera, como x-subject, tiene demasiados caracteres.',
    remedy:
      'El campo detail nombra la cabecera y su límite. En lugar de un identificador largo puedes enviar su resumen (hash).',
  },
  internal: {
    title: 'Algo ha fallado',
    meaning: 'Algo ha fallado de forma inesperada. El registro del servicio tiene los detalles, bajo el request_id.',
    remedy: 'Inténtalo otra vez. Si vuelve a fallar, envía el request_id al operador del servicio.',
  },
  'keys-unavailable': {
    title: 'Ahora mismo no se pueden comprobar las claves',
    meaning: 'No se puede acceder al almacén de claves, y esta clave no se ha usado aquí hace poco.',
    remedy: 'Inténtalo otra vez tras los segundos que indica la cabecera Retry-After.',
  },
  'not-ready': {
    title: 'Un modelo no reproduce sus ejemplos',
    meaning: 'Un modelo no reproduce los ejemplos que se guardaron cuando se entrenó.',
    remedy: 'Solo el operador puede arreglarlo: el registro nombra el modelo y el ejemplo.',
  },
};
