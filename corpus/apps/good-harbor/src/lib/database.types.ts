export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      ai_calls: {
        Row: {
          created_at: string;
          id: number;
          model: string;
          output: string;
          prompt: string;
          tokens: number;
          user_id: string | null;
        };
        Insert: {
          created_at?: string;
          id?: number;
          model: string;
          output: string;
          prompt: string;
          tokens: number;
          user_id?: string | null;
        };
        Update: {
          created_at?: string;
          id?: number;
          model?: string;
          output?: string;
          prompt?: string;
          tokens?: number;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "ai_calls_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      ai_usage: {
        Row: {
          day: string;
          requests: number;
          tokens: number;
          user_id: string;
        };
        Insert: {
          day?: string;
          requests?: number;
          tokens?: number;
          user_id: string;
        };
        Update: {
          day?: string;
          requests?: number;
          tokens?: number;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ai_usage_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      audit_log: {
        Row: {
          action: string;
          actor: string | null;
          at: string;
          details: Json;
          id: number;
          subject: string;
        };
        Insert: {
          action: string;
          actor?: string | null;
          at?: string;
          details?: Json;
          id?: number;
          subject: string;
        };
        Update: {
          action?: string;
          actor?: string | null;
          at?: string;
          details?: Json;
          id?: number;
          subject?: string;
        };
        Relationships: [];
      };
      berths: {
        Row: {
          created_at: string;
          description: string;
          id: string;
          is_listed: boolean;
          length_cm: number;
          marina_id: string;
          name: string;
          photo_path: string | null;
          price_cents: number;
        };
        Insert: {
          created_at?: string;
          description?: string;
          id?: string;
          is_listed?: boolean;
          length_cm: number;
          marina_id: string;
          name: string;
          photo_path?: string | null;
          price_cents: number;
        };
        Update: {
          created_at?: string;
          description?: string;
          id?: string;
          is_listed?: boolean;
          length_cm?: number;
          marina_id?: string;
          name?: string;
          photo_path?: string | null;
          price_cents?: number;
        };
        Relationships: [
          {
            foreignKeyName: "berths_marina_id_fkey";
            columns: ["marina_id"];
            isOneToOne: false;
            referencedRelation: "marinas";
            referencedColumns: ["id"];
          },
        ];
      };
      bookings: {
        Row: {
          berth_id: string;
          created_at: string;
          currency: string;
          ends_on: string;
          guest_id: string | null;
          id: string;
          marina_id: string;
          starts_on: string;
          status: string;
          total_cents: number;
        };
        Insert: {
          berth_id: string;
          created_at?: string;
          currency: string;
          ends_on: string;
          guest_id?: string | null;
          id?: string;
          marina_id: string;
          starts_on: string;
          status?: string;
          total_cents: number;
        };
        Update: {
          berth_id?: string;
          created_at?: string;
          currency?: string;
          ends_on?: string;
          guest_id?: string | null;
          id?: string;
          marina_id?: string;
          starts_on?: string;
          status?: string;
          total_cents?: number;
        };
        Relationships: [
          {
            foreignKeyName: "bookings_berth_id_fkey";
            columns: ["berth_id"];
            isOneToOne: false;
            referencedRelation: "berths";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "bookings_guest_id_fkey";
            columns: ["guest_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "bookings_marina_id_fkey";
            columns: ["marina_id"];
            isOneToOne: false;
            referencedRelation: "marinas";
            referencedColumns: ["id"];
          },
        ];
      };
      feature_flags: {
        Row: {
          is_on: boolean;
          name: string;
        };
        Insert: {
          is_on?: boolean;
          name: string;
        };
        Update: {
          is_on?: boolean;
          name?: string;
        };
        Relationships: [];
      };
      job_runs: {
        Row: {
          finished_at: string | null;
          id: number;
          items: number;
          job: string;
          outcome: string | null;
          started_at: string;
        };
        Insert: {
          finished_at?: string | null;
          id?: number;
          items?: number;
          job: string;
          outcome?: string | null;
          started_at?: string;
        };
        Update: {
          finished_at?: string | null;
          id?: number;
          items?: number;
          job?: string;
          outcome?: string | null;
          started_at?: string;
        };
        Relationships: [];
      };
      mail_outbox: {
        Row: {
          attempts: number;
          body: string;
          dedupe_key: string;
          id: number;
          locked_until: string | null;
          recipient: string;
          send_after: string;
          sent_at: string | null;
          subject: string;
        };
        Insert: {
          attempts?: number;
          body: string;
          dedupe_key: string;
          id?: number;
          locked_until?: string | null;
          recipient: string;
          send_after?: string;
          sent_at?: string | null;
          subject: string;
        };
        Update: {
          attempts?: number;
          body?: string;
          dedupe_key?: string;
          id?: number;
          locked_until?: string | null;
          recipient?: string;
          send_after?: string;
          sent_at?: string | null;
          subject?: string;
        };
        Relationships: [];
      };
      marinas: {
        Row: {
          created_at: string;
          currency: string;
          id: string;
          name: string;
        };
        Insert: {
          created_at?: string;
          currency: string;
          id?: string;
          name: string;
        };
        Update: {
          created_at?: string;
          currency?: string;
          id?: string;
          name?: string;
        };
        Relationships: [];
      };
      memberships: {
        Row: {
          created_at: string;
          marina_id: string;
          role: string;
          user_id: string;
        };
        Insert: {
          created_at?: string;
          marina_id: string;
          role: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          marina_id?: string;
          role?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "memberships_marina_id_fkey";
            columns: ["marina_id"];
            isOneToOne: false;
            referencedRelation: "marinas";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "memberships_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      payments: {
        Row: {
          amount_cents: number;
          booking_id: string;
          changed_at: string | null;
          created_at: string;
          currency: string;
          id: string;
          status: string;
          stripe_session_id: string;
        };
        Insert: {
          amount_cents: number;
          booking_id: string;
          changed_at?: string | null;
          created_at?: string;
          currency: string;
          id?: string;
          status?: string;
          stripe_session_id: string;
        };
        Update: {
          amount_cents?: number;
          booking_id?: string;
          changed_at?: string | null;
          created_at?: string;
          currency?: string;
          id?: string;
          status?: string;
          stripe_session_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "payments_booking_id_fkey";
            columns: ["booking_id"];
            isOneToOne: false;
            referencedRelation: "bookings";
            referencedColumns: ["id"];
          },
        ];
      };
      profiles: {
        Row: {
          created_at: string;
          full_name: string;
          id: string;
        };
        Insert: {
          created_at?: string;
          full_name?: string;
          id: string;
        };
        Update: {
          created_at?: string;
          full_name?: string;
          id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "profiles_id_fkey";
            columns: ["id"];
            isOneToOne: false;
            referencedRelation: "users";
            referencedColumns: ["id"];
          },
        ];
      };
      rate_limits: {
        Row: {
          hits: number;
          key: string;
          window_start: string;
        };
        Insert: {
          hits?: number;
          key: string;
          window_start: string;
        };
        Update: {
          hits?: number;
          key?: string;
          window_start?: string;
        };
        Relationships: [];
      };
      stripe_events: {
        Row: {
          id: string;
          received_at: string;
          type: string;
        };
        Insert: {
          id: string;
          received_at?: string;
          type: string;
        };
        Update: {
          id?: string;
          received_at?: string;
          type?: string;
        };
        Relationships: [];
      };
    };
    Views: Record<never, never>;
    Functions: {
      apply_payment_event: { Args: { event_id: string; event_type: string; session_id: string; new_status: string; occurred_at: string }; Returns: boolean };
      book_berth: { Args: { berth: string; first_night: string; last_day: string }; Returns: string };
      cancel_booking: { Args: { booking: string }; Returns: boolean };
      claim_mail: { Args: { batch: number }; Returns: Database["public"]["Tables"]["mail_outbox"]["Row"][] };
      record_ai_call: { Args: { caller: string; model_name: string; prompt_text: string; output_text: string; used_tokens: number }; Returns: undefined };
      reserve_ai_request: { Args: { caller: string; daily_limit: number }; Returns: boolean };
      take_token: { Args: { bucket: string; max_hits: number; window_seconds: number }; Returns: boolean };
    };
    Enums: Record<never, never>;
    CompositeTypes: Record<never, never>;
  };
};
