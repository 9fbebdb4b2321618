/**
 * The NCCO: the list of actions that Vonage runs on a call, spelled as Vonage spells them (camelCase). Facts: Vonage's
 * NCCO reference.
 */
export type HttpMethod = 'GET' | 'POST';

interface Reports {
  /** A single URL in an array; defaults to the application's event URL. */
  eventUrl?: string[];
  /** Default POST. */
  eventMethod?: HttpMethod;
}

interface Played extends Reports {
  eventOnCompletion?: boolean;
}

/** Text-to-speech provider and its options. */
interface Provided {
  provider?: string;
  providerOptions?: Record<string, unknown>;
}

export interface TalkAction extends Played, Provided {
  action: 'talk';
  /** Up to 1500 characters, SSML tags not counted. */
  text: string;
  bargeIn?: boolean;
  /** Number of repetitions; 0 = endless. */
  loop?: number;
  /** -1 … 1. */
  level?: number;
  /** BCP-47. */
  language?: string;
  style?: number;
  premium?: boolean;
  /** Deprecated by Vonage; read, never written. */
  voiceName?: string;
}

export interface StreamAction extends Played {
  action: 'stream';
  streamUrl: string[];
  level?: number;
  bargeIn?: boolean;
  loop?: number;
}

export interface Transcription extends Reports {
  language?: string;
  sentimentAnalysis?: boolean;
}

export interface RecordAction extends Reports {
  action: 'record';
  format?: 'mp3' | 'wav' | 'ogg';
  split?: 'conversation';
  channels?: number;
  /** Seconds, 3-10. */
  endOnSilence?: number;
  endOnKey?: string;
  /** Seconds, 3-7200. */
  timeOut?: number;
  beepStart?: boolean;
  transcription?: Transcription;
}

export interface ConversationAction extends Reports {
  action: 'conversation';
  name: string;
  musicOnHoldUrl?: string[] | string;
  startOnEnter?: boolean;
  endOnExit?: boolean;
  record?: boolean;
  transcription?: Transcription;
  /** Leg ids that may hear this leg; empty = no one, missing = everyone. */
  canSpeak?: string[];
  /** Leg ids that this leg hears; empty = no one, missing = everyone. */
  canHear?: string[];
  mute?: boolean;
}

export interface PhoneEndpoint {
  type: 'phone';
  /** E.164 digits without `+`, 7-15. */
  number: string;
  dtmfAnswer?: string;
  onAnswer?: { url: string; ringbackTone?: string; ringback?: string };
  shaken?: string;
}
export interface AppEndpoint {
  type: 'app';
  user: string;
}
export interface SipEndpoint {
  type: 'sip';
  uri?: string;
  domain?: string;
  user?: string;
  headers?: Record<string, string>;
  standardHeaders?: { 'User-to-User'?: string };
  /** Another spelling of the same; read, never written. */
  standard_headers?: { 'User-to-User'?: string };
}
export interface WebsocketEndpoint {
  type: 'websocket';
  uri: string;
  'content-type': string;
  headers?: Record<string, unknown>;
  authorization?: { type: 'vonage' | 'custom'; value?: string };
}
export interface VbcEndpoint {
  type: 'vbc';
  extension: string;
}
export type Endpoint = PhoneEndpoint | AppEndpoint | SipEndpoint | WebsocketEndpoint | VbcEndpoint;

export interface MachineDetection {
  behavior?: string;
  mode?: string;
  /** Seconds. */
  beepTimeout?: number;
  /** Another spelling of the same; read, never written. */
  beep_timeout?: number;
}

export interface ConnectAction extends Reports {
  action: 'connect';
  endpoint: Endpoint[];
  from?: string;
  randomFromNumber?: boolean;
  eventType?: 'synchronous';
  /** Ring time in seconds; default 60. */
  timeout?: number;
  /** Maximum duration in seconds; default 7200. */
  limit?: number;
  machineDetection?: 'continue' | 'hangup';
  advancedMachineDetection?: MachineDetection;
  /** Another spelling of the same; read, never written. */
  advanced_machine_detection?: MachineDetection;
  ringbackTone?: string;
}

export interface DtmfSettings {
  /** Seconds after the last key, 0-10; default 3. */
  timeOut?: number;
  /** 1-20; default 4. */
  maxDigits?: number;
  submitOnHash?: boolean;
}
export interface SpeechSettings extends Provided {
  uuid?: string[];
  endOnSilence?: number;
  language?: string;
  context?: string[];
  startTimeout?: number;
  maxDuration?: number;
  saveAudio?: boolean;
  sensitivity?: number;
}
/** Without `type` it is the old format: settings at the top level, and a plain string as its result. */
export interface InputAction extends Reports {
  action: 'input';
  type?: ('dtmf' | 'speech')[];
  dtmf?: DtmfSettings;
  speech?: SpeechSettings;
  mode?: 'synchronous' | 'asynchronous';
  timeOut?: number;
  /** Another spelling of timeOut; read, never written. */
  timeout?: number;
  maxDigits?: number;
  submitOnHash?: boolean;
}

export interface NotifyAction extends Reports {
  action: 'notify';
  payload: Record<string, unknown>;
  eventUrl: string[];
}

export interface WaitAction {
  action: 'wait';
  /** Seconds, 0.1-7200, clamped; default 10. */
  timeout?: number;
}

export interface TransferAction {
  action: 'transfer';
  conversationId: string;
  /** Another spelling of the same; read, never written. */
  conversation_id?: string;
  canHear?: string[];
  canSpeak?: string[];
  mute?: boolean;
}

export type NccoAction =
  | TalkAction
  | StreamAction
  | RecordAction
  | ConversationAction
  | ConnectAction
  | InputAction
  | NotifyAction
  | WaitAction
  | TransferAction;

export type Ncco = NccoAction[];
